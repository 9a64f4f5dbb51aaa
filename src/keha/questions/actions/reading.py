"""Writes: what the ranking knows of a version."""

from django.db.models import Exists, OuterRef

from keha.agreements import queries as agreements
from keha.agreements.models import Version
from keha.language import ranking, vectors
from keha.language.analysis import analysis_version
from keha.questions.models import Analysis


def analyse_missing(*, limit: int) -> int:
    """Works out what the ranking knows of versions that have no analysis of today's analyser. Returns how many."""
    known = Analysis.objects.filter(version=OuterRef("pk"), analyser=str(analysis_version))
    versions = Version.objects.filter(~Exists(known)).select_related("rule")[:limit]
    for version in versions:
        analyse(version)
    return len(versions)


def analyse(version: Version) -> None:
    """Stores what the ranking knows of a version; about 0.1 s for words the library does not know."""
    texts = agreements.texts_of([version.pk])[version.pk]
    document = ranking.Document(
        key=str(version.pk),
        slug=version.rule.library_slug or None,
        title=texts.title,
        text=texts.text,
        translations=texts.translations,
        own_words=agreements.own_words(version.rule_id).get(version.rule_id, ()),
    )
    body = ranking.analyse(document, vectors=vectors.load())
    Analysis.objects.update_or_create(version=version, defaults={"analyser": str(analysis_version), "body": body})
