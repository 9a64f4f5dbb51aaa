"""Jobs are handed in through the application's own connection: with the transaction they stand or fall."""

from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task


def hand_in(task: str, *, priority: int = 0, **words: str) -> None:
    """A job of this name is run once this transaction has been committed.

    Also inside another job: the worker's own connection is another role's, and would hand in at once. priority: the higher
    goes first. One statement.
    """
    configure_task(name=task, job_manager=JobManager(DjangoConnector()), priority=priority).defer(**words)
