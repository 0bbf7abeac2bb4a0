import type { components } from "./api";

type Schemas = components["schemas"];

// The words of the page, known in every module.
declare global {
    type Club = Schemas["Club"];
    type Me = Schemas["Me"] & { to_rate: number[] };
    type Self = Schemas["SelfSummary"];
    type Member = Schemas["Member"];
    /**
     * isWaiting: the reader's vote for it, or that it's taken back, is still to be sent; version and
     * heard: of what the stream has told of it, and when, once it has.
     */
    type Proposal = Schemas["Proposal"] & {
        isWaiting?: boolean;
        version?: number;
        heard?: number;
    };
    type Film = Schemas["Film"];
    type Join = Schemas["Join"];
    type Notice = Schemas["Notice"];
    type Poster = Schemas["Poster"];
    type Hit = Schemas["Hit"];
    type Hits = Schemas["Hits"];
    type Opened = Schemas["LinkMeaning"];
    type Joining = Schemas["Joining"];
    type Joined = Schemas["Joined"];
    type Invitation = Schemas["InvitationWithLink"];
    type InvitationRow = Schemas["Invitation"];
    type InvitationNew = Schemas["InvitationNew"];
    type RosterMember = Schemas["RosterMember"];
    type RosterChange = Schemas["RosterChange"];
    type MemberState = Schemas["MemberState"];
    type ClubSettings = Schemas["ClubSettings"];
    type ClubSettingsChange = Schemas["ClubSettingsChange"];
    type Session = Schemas["Session"];
    type Token = Schemas["Token"];
    type NewToken = Schemas["NewToken"];
    type TokenWish = Schemas["TokenWish"];
    type Color = Schemas["PaletteColor"];
    type SignedIn = Schemas["SignedIn"];
    type Deed = Schemas["Activity"];
    type Area = Schemas["ActivityArea"];
    type FilmCache = Schemas["Cache"];
    type ProviderState = Schemas["ProviderState"];
    type FailingFilm = Schemas["FailingFilm"];
    type FailingPoster = Schemas["FailingPoster"];
    type Screening = Schemas["Screening"];
    type ScreeningStory = Schemas["ScreeningDetail"];
    type ScreeningNew = Schemas["NewScreening"];
    type ScreeningChange = Schemas["ScreeningChange"];
    type RatingResult = Schemas["RatingResult"];
    type RatingMark = Schemas["Mark"] & { screening_id: number };
    type Suggestion = Schemas["Suggestion"];
    type ClubYear = Schemas["ClubYear"];
    type YearFilm = Schemas["YearFilm"];
    type Problem = Schemas["Problem"];
    type Evening = Schemas["Evening"];
    type Tonight = Schemas["TonightBanner"];
    type TonightShort = Schemas["TonightShort"];
    type TonightWish = Schemas["Settling"];
    /** The films that are up for a vote, and what is settled for tonight. */
    type Listing = { items: readonly Proposal[]; tonight: Tonight | null; version: number };
    type VoteResult = Schemas["VoteResult"];
    type Seen = Schemas["Seen"];
    type Mark = Schemas["Mark"];
    /** Whether a film is on one's list, and on how many. */
    type Listed = Schemas["Wish"];
    /** A film on one's list. */
    type Wished = Schemas["Wished"] & { id: number };
    /** A file that was uploaded, and what comes of it. */
    type Upload = Schemas["Import"];
    type UploadKind = Schemas["ImportKind"];
    type UploadRow = Schemas["ImportRow"] & { id: number };
    type UploadFilm = Schemas["ImportFilm"];
    type RowChoice = Schemas["ImportChoice"];

    type Sort = "votes" | "newest" | "runtime" | "longest" | "title";
    type List = "all" | "unvoted" | "mine";

    type Route =
        | {
              name:
                  | "vote"
                  | "tonight"
                  | "propose"
                  | "sign-in"
                  | "me"
                  | "watchlist"
                  | "imports"
                  | "activity"
                  | "cache"
                  | "lost";
          }
        | { name: "club" | "invitations" | "settings" }
        | { name: "join" | "enter" | "setup" }
        | { name: "watched" | "record" | "next" | "screen" }
        | { name: "film"; id: number }
        | { name: "screening"; id: number }
        | { name: "year"; id: number };

    /** A row of places.js. */
    interface Place {
        name: Route["name"] | "door";
        path: string | null;
        title: Key | null;
        who: "visitor" | "member" | "admin";
        as: "room" | "sheet";
        over?: Route["name"];
        style: readonly string[];
        words: readonly Words[];
        load: (() => Promise<Program>) | null;
        link?: true;
    }

    /** What the module of a view has for everybody. */
    interface Program {
        create(verbs: Verbs): View;
    }

    /** What a member wants for one proposal, and what the server last confirmed of it, and when. */
    interface Wish {
        voted: boolean;
        landed: { voted: boolean; count: number; at: number } | null;
        /** The server has still to answer. */
        isSent: boolean;
        /** It couldn't be asked, and will be later. */
        isWaiting?: boolean;
    }
    type Ballot = ReadonlyMap<number, Wish>;

    /** A wish as the browser keeps it (waiting/kept.js). */
    interface KeptVote {
        member: number;
        id: number;
        voted: boolean;
        isWaiting: boolean;
        /** Of the film, as the member saw it; "": it wasn't known. */
        title: string;
        /** When the film was proposed; "": it wasn't known. */
        created: string;
        /** When it was wished for, in ms. */
        at: number;
        /** Whether it outlives the page. */
        isLasting: boolean;
    }

    /** What to do once the visitor has signed in. */
    interface Errand {
        path?: string;
        vote?: number;
        /** What the door says first. */
        why?: string;
    }

    /** A list as somebody was shown it, for a reload without a connection. */
    interface Kept {
        at: number;
        /** The same, as one says it. */
        when: string;
        club: Club;
        me: Me | null;
        items: readonly Proposal[];
    }

    interface Toast {
        id: number;
        text: string;
        tone: "news" | "trouble";
        action: { label: string; run: () => void } | null;
    }

    /** What films the reader wants to see: "Nobody has seen it". */
    interface Only {
        value: string;
        label: string;
        fits(proposal: Proposal): boolean;
    }

    /** A film's page that was asked for by its address. */
    interface Asked {
        id: number;
        proposal: Proposal | null;
        trouble: ApiError | null;
    }

    /** What a reader knows of screenings besides the list. */
    interface Watched {
        /** Whose it is; 0: a visitor's. */
        reader: number;
        /** Grows whenever the list has become another. */
        round: number;
        /** What the reader gave, by the screening's id; null: no more. */
        stars: ReadonlyMap<number, number | null>;
        /** What the server said after the last rating. */
        rated: RatingResult | null;
    }

    interface State {
        route: Route;
        club: Club | null;
        me: Me | null;
        /** Open proposals as the server last told; null before the first answer. */
        open: readonly Proposal[] | null;
        /** How far the server's log of events had come by then. */
        version: number;
        ballot: Ballot;
        /** Ids in the order on the page, which follows the tally only when nobody touches it. */
        shown: readonly number[];
        /** How many of them, from the first, stand on the stage. */
        staged: number;
        /** Whether the reader has been offered the new order. */
        isOffered: boolean;
        list: List;
        sort: Sort;
        filter: string;
        /** Which films the filter finds; null: all. */
        finds: ((proposal: Proposal) => boolean) | null;
        /** What else the reader asks of a film; null: nothing. */
        only: Only | null;
        /** When the list was kept, as one says it, if it is one from before that stands in for a fresh one. */
        saved: string | null;
        /** Why the list is missing or no longer fresh. */
        trouble: ApiError | null;
        asked: Asked | null;
        /** How the film data is, while an admin looks at it. */
        cache: { told: FilmCache | null; trouble: ApiError | null } | null;
        /** Of screenings, once the reader has been told of any. */
        watched: Watched | null;
        errand: Errand | null;
        /** Of the link that has been followed, until somebody is in; "": none. */
        secret: string;
        /** Of the reader's own link, while it is shown; "": it is not. */
        ownLink: string;
        /** The reader's seat at this browser is gone, and nobody has taken another one yet. */
        isLeft: boolean;
        /** Goes up whenever the page passes to another reader, or to another session of the same. */
        turn: number;
        toasts: readonly Toast[];
        spoken: string;
        /**
         * Answers that were asked for before this moment are about an older list, or for another
         * member.
         */
        since: number;
    }

    type Action =
        | { type: "arrived"; route: Route; secret?: string }
        | { type: "club"; club: Club }
        | { type: "me"; me: Me }
        | { type: "signed-in"; member: Self; at: number }
        | { type: "signed-out"; at: number }
        | { type: "own-link"; secret: string }
        | ({ type: "listed"; at: number } & Listing)
        | {
              type: "counted";
              proposal_id: number;
              version: number;
              vote_count: number;
              voters?: Member[];
              heard: number;
          }
        | { type: "recalled"; kept: Kept }
        | { type: "trouble"; error: ApiError }
        | { type: "wished"; id: number; voted: boolean; isWaiting?: boolean }
        | { type: "confirmed"; id: number; voted: boolean; count: number; at: number }
        | { type: "refused"; id: number }
        | { type: "picked"; list: List }
        | { type: "sorted"; sort: Sort }
        | { type: "filtered"; filter: string; finds: State["finds"]; only: Only | null }
        | { type: "settled" }
        | { type: "offered" }
        | { type: "asked"; id: number }
        | { type: "told"; proposal: Proposal }
        | { type: "not-told"; id: number; error: ApiError }
        | { type: "cached"; told: FilmCache }
        | { type: "not-cached"; error: ApiError }
        | { type: "watched"; watched: Watched }
        | { type: "added"; proposal: Proposal; at: number }
        | { type: "removed"; id: number; at: number }
        | { type: "errand"; errand: Errand | null }
        | { type: "spoken"; text: string }
        | { type: "toast"; toast: Toast }
        | { type: "toast-gone"; id: number };

    type Dispatch = (action: Action) => void;

    /** A part of the page: its node, and how to bring it up to a state. */
    interface View {
        dom: HTMLElement;
        sync(state: State): void;
    }

    /** A view that is loaded when it is first opened, or `ahead` of that. */
    interface LaterView extends View {
        /** Done once it is there, or can't be had. */
        ahead(): Promise<void>;
    }

    /** What the verbs work on. */
    interface Page {
        state(): State;
        dispatch: Dispatch;
        /** Orders questions and answers: every call gives a later one. */
        moment(): number;
        /** Proposals with a vote of this member on its way, until it has landed; others for each member. */
        flying: Map<number, Promise<void>>;
        /** Has a vote wait that the server could not be asked about; false: it is refused. */
        waits(id: number, error: unknown): Promise<boolean>;
        /** What views that have been opened ask the server whenever the list is asked for. */
        asks: Set<() => Promise<void>>;
        /** Done once the page can show this evening without moving again. */
        ready(tonight: Tonight | null): Promise<void> | null;
        go(path: string): void;
        replace(path: string): void;
        /** Closes the dialog that is open; home: where it leads who came by its link. */
        leave(home?: string): void;
    }

    /** A failed request: what api.js throws. */
    type ApiError = import("../api.js").ApiError;

    type NewFilm =
        | { imdb_id: string; note?: string | null; vote?: boolean }
        | { title: string; year: number | null; note?: string | null; unless_up?: boolean };
    type MeChange = Schemas["MeChange"];

    /** What a member has proposed, of how many. */
    interface Room {
        used: number;
        limit: number;
        left: number;
    }

    /** What a search has found so far. */
    interface Found {
        query: string;
        busy: boolean;
        hits: readonly Hit[];
        /** False where only the club's own films were searched. */
        complete: boolean;
        trouble: ApiError | null;
    }

    /**
     * What to tell the reader: what happened, what can be done about it, and the button that does
     * it.
     */
    interface Message {
        title: string;
        next: string;
        action?: { label: string; href?: string; run?: () => void } | null;
    }

    /** The parts of a language that are loaded when somebody needs them, as English has them. */
    interface Parts {
        activity: typeof import("../words/en/activity.js");
        away: typeof import("../words/en/away.js");
        cache: typeof import("../words/en/cache.js");
        club: typeof import("../words/en/club.js");
        film: typeof import("../words/en/film.js");
        forms: typeof import("../words/en/forms.js");
        imports: typeof import("../words/en/imports.js");
        invitations: typeof import("../words/en/invitations.js");
        keep: typeof import("../words/en/keep.js");
        links: typeof import("../words/en/links.js");
        lost: typeof import("../words/en/lost.js");
        me: typeof import("../words/en/me.js");
        members: typeof import("../words/en/members.js");
        next: typeof import("../words/en/next.js");
        notices: typeof import("../words/en/notices.js");
        only: typeof import("../words/en/only.js");
        propose: typeof import("../words/en/propose.js");
        screen: typeof import("../words/en/screen.js");
        seats: typeof import("../words/en/seats.js");
        settings: typeof import("../words/en/settings.js");
        sign_in: typeof import("../words/en/sign_in.js");
        tonight: typeof import("../words/en/tonight.js");
        watched: typeof import("../words/en/watched.js");
        watchlist: typeof import("../words/en/watchlist.js");
        ways_in: typeof import("../words/en/ways_in.js");
        year: typeof import("../words/en/year.js");
    }
    type Words = keyof Parts;
    type KeysOf<Texts> = Texts extends unknown ? keyof Texts : never;
    /** Every text of the page. */
    type Key = keyof typeof import("../words/en/page.js").texts | KeysOf<Parts[Words]["texts"]>;
    type FieldError = Problem["errors"][number];

    /** What every view is given. */
    interface Verbs {
        page: Page;
        dispatch: Dispatch;
        leave(home?: string): void;
        retry(): void;
        toggle(id: number): void;
        vote(id: number): void;
        complain(error: unknown): void;
    }
}
