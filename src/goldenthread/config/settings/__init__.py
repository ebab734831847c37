"""Settings, one file for each concern."""

from goldenthread.config.settings.base import *  # noqa: F403  Django reads names from here
from goldenthread.config.settings.database import *  # noqa: F403  Django reads names from here
from goldenthread.config.settings.files import *  # noqa: F403  Django reads names from here
from goldenthread.config.settings.logs import *  # noqa: F403  Django reads names from here
from goldenthread.config.settings.mail import *  # noqa: F403  Django reads names from here
from goldenthread.config.settings.reading import *  # noqa: F403  Django reads names from here
from goldenthread.config.settings.security import *  # noqa: F403  Django reads names from here
from goldenthread.config.settings.signing_in import *  # noqa: F403  Django reads names from here
