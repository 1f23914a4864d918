from idarathon.dashboards.page import dashboard

__all__ = ["dashboard"]
