from django import template

from demo.people import second_factor_code

register = template.Library()

register.simple_tag(second_factor_code)
