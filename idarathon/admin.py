"""What other packages would show in the administration, and nobody may touch there.

An address, a second factor, a session: each changes by its own page or by a verb that tells the person. Groups give
rights that no rule of ours reads.
"""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group

# Ours is the last of the installed applications: all of these have been registered by now.
admin.site.unregister([Group, EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken, UserSession])
