from django.urls import path

from . import views

app_name = "demo"

urlpatterns = [
    path("demo/", views.start, name="start"),
    path("demo/klok/", views.move_clock, name="move_clock"),
    path("demo/post/<str:key>/", views.mail, name="mail"),
]
