#!/usr/bin/python3
"""Makes a database of the site that people move away from, with the real Django (Debian's
python3-django): make.py FILE SCENARIO. The scenarios stand below; what is in them is said in
tests/moving, which tests with them."""

import json
import os
import sqlite3
import sys
from datetime import datetime, timedelta, timezone

path, scenario = sys.argv[1], sys.argv[2]
if scenario == "old":
    os.environ["MARQUEE_SITE"] = "old"
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import django  # noqa: E402
from django.conf import settings  # noqa: E402

settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": path}},
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "home"],
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    USE_TZ=True,
)
django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from home import models  # noqa: E402

call_command("migrate", run_syncdb=True, verbosity=0)

NOW = datetime.now(timezone.utc)
PASSWORD = "a long night out"
ONE_FOR_ALL = make_password(PASSWORD, "salt")


def ago(days):
    return NOW - timedelta(days=days)


def user(name, password=ONE_FOR_ALL, days=100, **more):
    return User.objects.create(username=name, password=password, date_joined=ago(days), **more)


def cached(title, minutes=100, **more):
    return {
        "title": title,
        "year": 1985,
        "plot": f"What happens in {title}.",
        "runtime": minutes * 60,
        "genres": ["Drama", "War"],
        "poster": "https://m.media-amazon.com/images/M/one.jpg",
        "imdb_rating": 8.1,
        "imdb_votes": 12345,
        **more,
    }


def propose(who, title, imdb_id=None, days=50, **more):
    return models.MovieProposal.objects.create(
        title=title, imdb_id=imdb_id, proposer=who, created_at=ago(days), **more
    )


def vote(who, *proposals):
    for proposal in proposals:
        models.ProposalVote.objects.create(proposal=proposal, voter=who, created_at=ago(40))


def media(number, title, year, watched=False, **more):
    more = {
        "duration": "1h 48m",
        "age_rating": "PG-13",
        "rating": 7.5,
        "votes": 1000,
        "description": f"What happens in {title}.",
        **more,
    }
    return models.Media.objects.create(
        number=number, title=title, year=year, watched=watched, **more
    )


def rate(who, title, stars):
    models.MovieRating.objects.create(movie_title=title, user=who, rating=stars)


def log(who, action, proposal=None, title="", days=10.0, details=""):
    models.LogEntry.objects.create(
        user=who,
        action=action,
        timestamp=ago(days),
        proposal_id=proposal.id if proposal else None,
        proposal_title=proposal.title if proposal else title,
        details=details,
    )


def run(*statements):
    """Past Django: what somebody did by hand."""
    with sqlite3.connect(path) as db:
        for statement in statements:
            db.execute(statement)
    db.close()


def small():
    """One of everything, and nothing that is wrong."""
    anna = user("anna", is_superuser=True, is_staff=True)
    ben = user("Ben", last_login=ago(1))
    zoe = user("Zoë", is_active=False)
    gone = user("no-password", password="!" + "x" * 40)
    come = propose(
        anna, "Come and See", "tt0091251", cached_imdb_data=cached("Come and See"), cached_at=ago(2)
    )
    heat = propose(ben, "Heat", "tt0113277", cached_imdb_data=None)
    home = propose(gone, "Our Holiday")
    vote(anna, come, heat)
    vote(ben, come)
    vote(zoe, come, home)
    media(1, "Metropolis", 1927, watched=True, poster_url="https://image.tmdb.org/t/p/w500/m.jpg")
    media(2, "Alien", 1979, watched=True, metascore=89)
    media(3, "Solaris", 1972, skipped=True, duration=None)
    models.UserProposalLimit.objects.create(user=ben, limit=3)
    rate(anna, "Metropolis", 5)
    rate(ben, "Metropolis", 2)
    rate(ben, "Heat", 4)
    log(ben, "vote_add", come)
    log(ben, "proposal_create", heat)
    log(anna, "movie_mark_watched", title="Alien")
    log(anna, "login", days=500)


def merging():
    """Two proposals of one film, in three ways; the votes for them overlap."""
    anna, ben, cid = user("anna"), user("ben"), user("cid")
    first = propose(anna, "Come and See", "tt0091251", days=50)
    again = propose(ben, "Idi i smotri", "tt0091251", days=40)
    vote(anna, first)
    vote(cid, first, again)
    vote(ben, again)
    by_hand = propose(anna, "Our  Holiday")
    other = propose(cid, "our holiday")
    vote(ben, by_hand, other)
    titled = propose(ben, "Heat", "tt0113277")
    untitled = propose(cid, "heat")
    vote(anna, titled)
    vote(cid, untitled)


def variants():
    """Names that are one to Marquee."""
    anna, ANNA = user("anna"), user("ANNA", last_login=ago(1))
    come = propose(anna, "Come and See", "tt0091251")
    heat = propose(ANNA, "Heat", "tt0113277")
    vote(anna, come, heat)
    vote(ANNA, come)


def old():
    """The first tables: no cache, no limits, no ratings."""
    anna = user("anna")
    vote(anna, propose(anna, "Come and See", "tt0091251"))
    media(1, "Metropolis", 1927, watched=True)


def orphans():
    """What refers to somebody or something that is gone, and what no club can have."""
    anna = user("anna")
    user("evil\u202ename")
    come = propose(anna, "Come and See", "tt0091251")
    vote(anna, come)
    rate(anna, "Never Heard Of", 3)
    rate(anna, "Metropolis", 3)
    media(1, "Metropolis", 1927, watched=True)
    log(anna, "logout")
    log(anna, "vote_add", come)
    log(anna, "vote_remove", come)
    log(None, "vote_add", come)
    run(
        "PRAGMA foreign_keys = OFF",
        "INSERT INTO home_proposalvote (id, proposal_id, voter_id, created_at)"
        " VALUES (101, 1, 99, '2024-01-01 10:00:00'), (102, 99, 1, '2024-01-01 10:00:00')",
        "INSERT INTO home_movieproposal (id, title, proposer_id, created_at)"
        " VALUES (101, 'Left Behind', 99, '2024-01-01 10:00:00'), (102, '  ', 1, 'never')",
        "INSERT INTO home_movierating (id, movie_title, user_id, rating, created_at, updated_at)"
        " VALUES (101, 'Metropolis', 99, 4, '', ''), (102, 'Metropolis!', 1, 9, '', '')",
        "INSERT INTO home_userproposallimit (id, user_id, \"limit\", created_at, updated_at)"
        " VALUES (101, 99, 5, '', ''), (102, 1, 99999, '', '')",
    )


def twice():
    """JSON that was encoded twice, that is no JSON, or none of ours."""
    anna = user("anna")
    for number, text in enumerate(
        [json.dumps(json.dumps(cached("One"))), "{", "[1, 2]", '"text"', json.dumps({"year": ""})]
    ):
        film = propose(anna, f"Film {number}", f"tt000000{number + 1}")
        with sqlite3.connect(path) as db:
            db.execute("PRAGMA ignore_check_constraints = ON")
            db.execute(
                "UPDATE home_movieproposal SET cached_imdb_data = ?, cached_at = created_at"
                " WHERE id = ?",
                (text, film.id),
            )


def log_beside():
    """Part of it is in the write-ahead log, as after a crash."""
    from django.db import connections

    small()
    connections.close_all()
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA wal_autocheckpoint = 0")
    db.execute("UPDATE auth_user SET username = 'annabel' WHERE id = 1")
    db.commit()
    os._exit(0)  # without closing it


def club(members=50, proposals=500, votes=5000, films=1000, ratings=3000, entries=4000):
    """Ten years of a club."""
    people = User.objects.bulk_create(
        User(
            username=f"member-{i}",
            password=ONE_FOR_ALL,
            is_superuser=i < 2,
            is_active=i % 10 != 9,
            date_joined=ago(3000 - i),
        )
        for i in range(members)
    )
    people = list(User.objects.order_by("id"))
    models.MovieProposal.objects.bulk_create(
        models.MovieProposal(
            title=f"Film {i % (proposals * 96 // 100)}",
            imdb_id=f"tt{1000000 + i % (proposals * 96 // 100)}" if i % 5 else None,
            proposer=people[i % members],
            created_at=ago(300 - i * 300 / proposals),
            cached_imdb_data=cached(f"Film {i}") if i % 5 else None,
            cached_at=ago(1) if i % 5 else None,
        )
        for i in range(proposals)
    )
    films_up = list(models.MovieProposal.objects.order_by("id"))
    each = votes // proposals
    models.ProposalVote.objects.bulk_create(
        models.ProposalVote(
            proposal=films_up[i // each],
            voter=people[(i % each * 7 + i // each) % members],
            created_at=ago(200),
        )
        for i in range(votes)
    )
    models.Media.objects.bulk_create(
        models.Media(
            number=i,
            title=f"Watched {i}",
            year=1920 + i % 100,
            duration="1h 48m" if i % 7 else None,
            age_rating="PG-13",
            rating=7.5,
            votes=1000,
            description=f"What happens in it, {i}. " * 8,
            watched=i % 2 == 0,
            poster_url=None,
        )
        for i in range(films)
    )
    models.UserProposalLimit.objects.bulk_create(
        models.UserProposalLimit(user=person, limit=10) for person in people[: members // 2]
    )
    models.MovieRating.objects.bulk_create(
        models.MovieRating(
            movie_title=f"Watched {i // 3 % films}", user=people[(i * 7 + i // 3) % members],
            rating=i % 5 + 1,
        )
        for i in range(ratings)
    )
    models.LogEntry.objects.bulk_create(
        models.LogEntry(
            user=people[i % members],
            action=["vote_add", "vote_remove", "proposal_create", "login"][i % 4],
            timestamp=ago(i * 600 / entries),
            proposal_id=films_up[i % proposals].id if i % 4 < 3 else None,
            proposal_title=films_up[i % proposals].title if i % 4 < 3 else "",
        )
        for i in range(entries)
    )


def big():
    """A hundred thousand rows."""
    club(500, 5000, 60000, 5000, 15000, 14000)


{
    "small": small,
    "merging": merging,
    "variants": variants,
    "old": old,
    "orphans": orphans,
    "twice": twice,
    "wal": log_beside,
    "club": club,
    "big": big,
}[scenario]()
