"""The kinds of statement as a list to choose from names them."""

from goldenthread.frameworks.types import Kind

KINDS = [
    (Kind.LEARN_THAT.value, "Learn that statement"),
    (Kind.STEM.value, "Learn how to stem"),
    (Kind.PRACTICE.value, "Practice bullet"),
    (Kind.LEARN_HOW_TO.value, "Learn how to"),
    (Kind.LEARN_ABOUT.value, "Learn about"),
    (Kind.CRITERION.value, "Assessment criterion"),
    (Kind.BEHAVIOUR.value, "Behaviour"),
    (Kind.STANDARD.value, "Standard"),
]
