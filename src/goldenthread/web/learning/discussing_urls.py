"""Addresses of the communities."""

from django.urls import path

from goldenthread.web.learning import discussing, gathering, moderating
from goldenthread.web.shared.routes import NavItem

COMMUNITIES = [
    path("communities/", discussing.index, name="communities"),
    path("communities/search/", discussing.find, name="search-communities"),
    path("communities/mentions/", moderating.follow_own_mentions, name="follow-mentions"),
    path("communities/stop/<str:token>/", moderating.stop, name="stop"),
    path("communities/<uuid:ref>/", discussing.space, name="space"),
    path("communities/<uuid:ref>/new/", discussing.begin, name="new-thread"),
    path("communities/<uuid:ref>/draft/", discussing.keep_draft, name="keep-draft"),
    path("communities/<uuid:ref>/people/", discussing.people, name="people-here"),
    path("communities/<uuid:ref>/follow/", moderating.follow_one_space, name="follow-space"),
    path("communities/<uuid:ref>/reports/", moderating.reports, name="reports"),
    path("communities/<uuid:ref>/group/", gathering.regroup, name="change-group"),
    path("communities/threads/<uuid:ref>/", discussing.thread, name="thread"),
    path("communities/threads/<uuid:ref>/reply/", discussing.answer, name="reply"),
    path("communities/threads/<uuid:ref>/draft/", discussing.keep_reply, name="keep-reply"),
    path("communities/threads/<uuid:ref>/follow/", moderating.follow_one_thread, name="follow-thread"),
    path("communities/threads/<uuid:ref>/move/", moderating.move, name="move-thread"),
    path("communities/threads/<uuid:ref>/to/<slug:deed>/", moderating.look_after, name="look-after"),
    path("communities/posts/<uuid:ref>/", discussing.post, name="post"),
    path("communities/posts/<uuid:ref>/edit/", discussing.edit, name="edit-post"),
    path("communities/posts/<uuid:ref>/report/", moderating.report, name="report-post"),
    path("communities/posts/<uuid:ref>/hide/", moderating.hide, name="hide-post"),
    path("communities/posts/<uuid:ref>/restore/", moderating.restore, name="restore-post"),
    path("communities/posts/<uuid:ref>/history/", moderating.history, name="post-history"),
    path("communities/reports/<uuid:ref>/", moderating.dismiss, name="dismiss-report"),
    path("communities/files/<uuid:ref>/", discussing.attachment, name="attachment"),
    path("communities/drafts/<uuid:key>/forget/", discussing.forget, name="forget-draft"),
    path("communities/cohorts/<uuid:ref>/", gathering.cohort, name="cohort-community"),
    path("communities/cohorts/<uuid:ref>/group/", gathering.gather, name="make-group"),
    path("communities/cohorts/<uuid:ref>/prompt/", gathering.prompt_of_cohort, name="cohort-prompt"),
    path("communities/components/<uuid:ref>/", gathering.component, name="component-prompts"),
    path("communities/components/<uuid:ref>/prompt/", gathering.prompt, name="write-prompt"),
    path("communities/prompts/<uuid:ref>/", gathering.reprompt, name="change-prompt"),
    path("communities/prompts/<uuid:ref>/withdraw/", gathering.withdraw, name="withdraw-prompt"),
]

IN_NAVIGATION = NavItem("Communities", "learning:communities", frozenset(discussing.MEMBERS), order=25)
