"""The building blocks of a page."""

from django import template

register = template.Library()
