"""Panels, drawings by lot, and pitch rounds."""

from django.urls import path

from judging.views import blind, draws, panels, pitch, pitch_team, stage

ROUND = "<edition:edition>/jury/rounds/<int:round_id>"

urlpatterns = [
    path("<edition:edition>/draws/", draws.draws, name="draws"),
    path("<edition:edition>/draws/method/", draws.draw_method, name="draw_method"),
    path("<edition:edition>/draws/<int:draw_id>/draw.json", draws.draw_json, name="draw_json"),
    path("<edition:edition>/pitch/", pitch_team.own_pitch, name="own_pitch"),
    path("<edition:edition>/pitch.ics", pitch_team.pitch_ics, name="pitch_ics"),
    path(f"{ROUND}/panels/", panels.panels_of_round, name="panels"),
    path(f"{ROUND}/panels/act/", panels.panels_act, name="panels_act"),
    path(f"{ROUND}/panels/jurors/", panels.panel_jurors, name="panel_jurors"),
    path(f"{ROUND}/panels/projects/", panels.panel_entries, name="panel_entries"),
    path(f"{ROUND}/order/", pitch.pitch_order, name="pitch_order"),
    path(f"{ROUND}/order/act/", pitch.order_act, name="order_act"),
    path(f"{ROUND}/order/<int:slot_id>/", pitch.slot_act, name="slot_act"),
    path(f"{ROUND}/live/", stage.live, name="live"),
    path(f"{ROUND}/live/act/", stage.live_act, name="live_act"),
    path(f"{ROUND}/live/screen/", stage.live_screen, name="live_screen"),
    path(f"{ROUND}/now/", stage.pitch_now, name="pitch_now"),
    path(f"{ROUND}/blind/", blind.blind_check, name="blind_check"),
]
