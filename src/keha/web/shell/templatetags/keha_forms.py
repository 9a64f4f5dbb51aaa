"""The key that every form carries."""

from uuid import uuid4

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def form_key() -> SafeString:
    """A hidden field with a new random key: this form is carried out once."""
    return format_html('<input type="hidden" name="form_key" value="{}">', uuid4())
