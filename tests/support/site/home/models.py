"""The tables of the site that people move away from. MARQUEE_SITE=old: as they first were."""

import os

from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone

IS_OLD = os.environ.get("MARQUEE_SITE") == "old"


class MovieProposal(models.Model):
    title = models.CharField(max_length=255)
    imdb_id = models.CharField(max_length=20, blank=True, null=True)
    proposer = models.ForeignKey(User, on_delete=models.CASCADE)
    created_at = models.DateTimeField(default=timezone.now)
    if not IS_OLD:
        cached_imdb_data = models.JSONField(null=True, blank=True)
        cached_at = models.DateTimeField(null=True, blank=True)


class ProposalVote(models.Model):
    proposal = models.ForeignKey(MovieProposal, on_delete=models.CASCADE)
    voter = models.ForeignKey(User, on_delete=models.CASCADE)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        unique_together = ("proposal", "voter")


class Media(models.Model):
    number = models.IntegerField()
    title = models.CharField(max_length=255)
    year = models.IntegerField()
    duration = models.CharField(max_length=50, null=True)
    age_rating = models.CharField(max_length=50)
    rating = models.FloatField()
    votes = models.IntegerField()
    metascore = models.IntegerField(null=True, blank=True)
    description = models.TextField()
    watched = models.BooleanField(default=False)
    skipped = models.BooleanField(default=False)
    series = models.BooleanField(default=False)
    if not IS_OLD:
        poster_url = models.CharField(max_length=500, null=True)


class LogEntry(models.Model):
    timestamp = models.DateTimeField(default=timezone.now)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    action = models.CharField(max_length=50)
    proposal_id = models.IntegerField(null=True, blank=True)
    proposal_title = models.CharField(max_length=255, blank=True)
    details = models.TextField(blank=True)


if not IS_OLD:

    class UserProposalLimit(models.Model):
        user = models.OneToOneField(User, on_delete=models.CASCADE)
        limit = models.IntegerField(default=10)
        created_at = models.DateTimeField(default=timezone.now)
        updated_at = models.DateTimeField(default=timezone.now)

    class MovieRating(models.Model):
        movie_title = models.CharField(max_length=255)
        user = models.ForeignKey(User, on_delete=models.CASCADE)
        rating = models.IntegerField()
        created_at = models.DateTimeField(default=timezone.now)
        updated_at = models.DateTimeField(default=timezone.now)

        class Meta:
            unique_together = ("movie_title", "user")
