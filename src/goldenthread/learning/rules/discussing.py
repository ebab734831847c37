"""What may be written in a community and by whom, and when posts are enough for a prompt."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.cohorts.types import TAKES_EVIDENCE, State
from goldenthread.ground.rules.uploads import MEGABYTE, Kind
from goldenthread.ground.types import Refusal
from goldenthread.learning.types.discussing import Asked, PromptText, Reached, Said, SpaceKind, StandsAs, Where
from goldenthread.people.types import Actor, Duty

LONGEST_TITLE, LONGEST_POST, LONGEST_REASON = 150, 20_000, 1_000
MOST_FILES, MOST_BYTES = 5, 10 * MEGABYTE
KINDS = frozenset({Kind.PDF, Kind.DOCX, Kind.ODT, Kind.XLSX, Kind.TEXT})
# Whoever has accepted a place, and whoever has completed: they may still read and talk.
BELONGS = TAKES_EVIDENCE | {State.COMPLETED}
COMMUNITY = "community"
MOST_ASKED, MOST_WORDS, MOST_DAYS = 20, 1_000, 800


def words_of(text: str) -> int:
    """How many words somebody wrote: whatever stands between spaces and is not only marks."""
    return sum(any(mark.isalnum() for mark in word) for word in text.split())


def reached(asked: Asked, said: Iterable[Said]) -> Reached:
    """How far posts go towards what a prompt asks.

    * A post that answers nobody counts as a post.
    * An answer to somebody else counts as a reply; an answer to oneself counts as neither.
    * What has too few words counts once it has enough; what is hidden does not count.
    """
    posts = replies = short = 0
    for each in said:
        if each.is_hidden or (each.is_reply and not each.answers_other):
            continue
        if each.words < asked.least_words:
            short += 1
        elif each.is_reply:
            replies += 1
        else:
            posts += 1
    return Reached(asked, posts, replies, short)


def in_words(far: Reached) -> str:
    """*1 of 1 post, 1 of 2 replies: reply to one more.*"""
    asked = far.asked
    wants_post, wants_replies = max(asked.posts - far.posts, 0), max(asked.replies - far.replies, 0)
    parts = [
        f"{min(got, wanted)} of {_counted(wanted, one, many)}"
        for got, wanted, one, many in (
            (far.posts, asked.posts, "post", "posts"),
            (far.replies, asked.replies, "reply", "replies"),
        )
        if wanted
    ]
    nexts = []
    if wants_post:
        nexts.append("write your post" if asked.posts == 1 else f"write {_number(wants_post, far.posts)}")
    if wants_replies:
        others = "somebody else" if wants_replies == 1 and not far.replies else f"{_number(wants_replies, far.replies)}"
        nexts.append(f"reply to {others}")
    counted = ", ".join(parts)
    if not nexts:
        return f"{counted}: that is all this asks for."
    said = f"{counted}: {' and '.join(nexts)}."
    if far.short:
        which = "One of your posts is" if far.short == 1 else f"{far.short} of your posts are"
        least = _counted(asked.least_words, "word", "words")
        said += (
            f" {which} shorter than {least} and not counted yet; edit {'it' if far.short == 1 else 'them'} to add more."
        )
    return said


def asks_for(asked: Asked) -> str:
    """What a prompt asks for, in a sentence."""
    parts = [_counted(asked.posts, "post", "posts")] if asked.posts else []
    parts += [f"{_counted(asked.replies, 'reply', 'replies')} to others"] if asked.replies else []
    least = f", each of at least {_counted(asked.least_words, 'word', 'words')}" if asked.least_words else ""
    return f"{' and '.join(parts)}{least}"


def moderates(kind: SpaceKind, *, leads: bool, runs: bool) -> bool:
    """Whether somebody looks after a space: who leads sessions in its cohort or runs it.

    The whole programme's space has people of every partner, so only the lead provider's managers look after it:
    for them ``runs`` is true everywhere, for a partner's manager only in the partner's cohorts.
    """
    return runs if kind is SpaceKind.PROGRAMME else leads or runs


def why_not_moderate(may: bool) -> Refusal | None:
    """Why somebody may not look after this space, or ``None``."""
    if may:
        return None
    return Refusal(
        "may_not_moderate",
        "You cannot moderate this community.",
        "Report the post, and its facilitator or programme manager decides.",
    )


def why_not_post(text: str, *, is_closed: bool) -> Refusal | None:
    """Why this cannot be posted here, or ``None``."""
    if is_closed:
        return Refusal("thread_closed", "This thread is closed.", "Start another, or ask a facilitator to reopen it.")
    if not text.strip():
        return Refusal("no_words", "There are no words in your post.", "Write what you want to say.")
    if len(text) > LONGEST_POST:
        return Refusal("too_long", "Your post is longer than 20,000 characters.", "Shorten it, or attach it as a file.")
    return None


def why_not_start(title: str) -> Refusal | None:
    """Why a thread cannot be called so, or ``None``."""
    if not title.strip():
        return Refusal("no_title", "The thread has no title.", "Say in a few words what it is about.")
    if len(title) > LONGEST_TITLE:
        return Refusal("long_title", "The title is longer than 150 characters.", "Shorten it.")
    return None


def why_not_attach(number: int) -> Refusal | None:
    """Why so many files cannot stand beside one post, or ``None``."""
    if number <= MOST_FILES:
        return None
    return Refusal("too_many_files", f"A post takes {MOST_FILES} files.", "Leave some out, or write a second post.")


def why_not_edit(*, is_mine: bool, is_hidden: bool, is_closed: bool) -> Refusal | None:
    """Why a post may not be edited, or ``None``."""
    if not is_mine:
        return Refusal("not_your_post", "Only its author edits a post.", "Reply to it, or report it.")
    if is_hidden:
        return Refusal("post_hidden", "This post is hidden.", "Ask the facilitator who hid it to restore it.")
    if is_closed:
        return Refusal("thread_closed", "This thread is closed.", "Ask a facilitator to reopen it.")
    return None


def why_not_report(*, is_mine: bool, is_hidden: bool, is_reported: bool) -> Refusal | None:
    """Why a post cannot be reported, or ``None``."""
    if is_mine:
        return Refusal("own_post", "This is your own post.", "Edit it, or ask a facilitator to hide it.")
    if is_hidden:
        return Refusal("post_hidden", "This post is hidden already.", "Nothing more needs to be done.")
    if is_reported:
        return Refusal("reported", "You have reported this post already.", "You get an e-mail once it is decided.")
    return None


def why_not_reason(why: str) -> Refusal | None:
    """Why this is no reason, or ``None``."""
    if not why.strip():
        return Refusal("no_reason", "There is no reason.", "Say why; those it is about read it.")
    if len(why) > LONGEST_REASON:
        return Refusal("long_reason", "The reason is longer than 1,000 characters.", "Shorten it.")
    return None


def why_not_group(title: str, *, people: int, is_taken: bool) -> Refusal | None:
    """Why a group cannot be made so, or ``None``."""
    if not title.strip():
        return Refusal("no_title", "The group has no name.", "Give it one that its members will know.")
    if len(title) > LONGEST_TITLE:
        return Refusal("long_title", "The name is longer than 150 characters.", "Shorten it.")
    if is_taken:
        return Refusal("name_taken", "The cohort has a group of this name.", "Give it another name.")
    return None if people else Refusal("nobody", "Nobody is in the group.", "Choose its members.")


def why_not_move(*, is_prompt: bool, same_cohort: bool) -> Refusal | None:
    """Why a thread cannot be moved there, or ``None``. It stays among the people of its cohort."""
    if is_prompt:
        return Refusal("prompt_stays", "This thread belongs to a prompt.", "It stays where its prompt opened it.")
    if not same_cohort:
        return Refusal("other_people", "People of other cohorts would read it there.", "Choose a place in its cohort.")
    return None


def may_write_prompts(actor: Actor) -> bool:
    """Whether this actor writes prompts for everybody who does a component: the provider's curriculum leads do."""
    return actor.wears_for_provider(Duty.CURRICULUM_LEAD)


def why_not_prompt_for(kind: str, *, may: bool) -> Refusal | None:
    """Why somebody may not write a prompt for a component of this kind, or ``None``."""
    if not may:
        return Refusal("not_yours", "You cannot write prompts here.", "Ask a curriculum lead or the facilitator.")
    if kind != COMMUNITY:
        return Refusal("no_community", "This component is no community.", "Choose a component of the kind community.")
    return None


def why_not_prompt(told: PromptText, *, is_of_cohort: bool) -> Refusal | None:
    """Why a prompt cannot be kept as it is written, or ``None``."""
    asked = told.asked
    refusal = why_not_start(told.title) or why_not_post(told.text, is_closed=False)
    if refusal:
        return refusal
    if not 1 <= asked.posts + asked.replies <= MOST_ASKED or min(asked.posts, asked.replies, asked.least_words) < 0:
        return Refusal("odd_rule", "A prompt asks for at least one post or reply, and 20 at most.", "Change the rule.")
    if asked.least_words > MOST_WORDS:
        return Refusal("odd_words", "That is more words than a post should need.", "Ask for 1,000 words at most.")
    if is_of_cohort and (told.opens_on is None or told.where is Where.PROGRAMME):
        return Refusal("no_day", "A cohort’s prompt opens on a day, in the cohort.", "Choose the day.")
    if not is_of_cohort and (told.days_in is None or not 0 <= told.days_in <= MOST_DAYS):
        return Refusal("no_day", "A prompt opens so many days after a cohort starts.", "Enter a number from 0 to 800.")
    return None


def why_not_change_prompt(*, is_open: bool) -> Refusal | None:
    """Why a prompt no longer changes, or ``None``: what people were asked stays what they were asked."""
    if not is_open:
        return None
    return Refusal("prompt_open", "This prompt has opened, so it stays as it is.", "Write another one.")


def stands(role: StandsAs, *, school: str, name: str) -> str:
    """What stands beside somebody's name: a participant's school, everybody else's part."""
    return school if role is StandsAs.PARTICIPANT and school else name


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _number(left: int, done: int) -> str:
    """*one more* after the first, *two others* before it."""
    names = ("none", "one", "two", "three", "four", "five")
    name = names[left] if left < len(names) else str(left)
    return f"{name} more" if done else f"{name} others" if left > 1 else name


def readers(kind: SpaceKind, title: str) -> str:
    """Who reads what is written in a space, and what they see of its writer: said before anybody writes."""
    seen = "Beside your name stands your school, or what you do here; nothing else about you is shown."
    if kind is SpaceKind.PROGRAMME:
        return f"Everybody on a running cohort of {title} reads this, people of other delivery partners too. {seen}"
    if kind is SpaceKind.COHORT:
        return f"Everybody on {title} reads this, with its facilitators, coaches and programme managers. {seen}"
    return f"The members of {title} read this, with their facilitators, coaches and programme managers. {seen}"
