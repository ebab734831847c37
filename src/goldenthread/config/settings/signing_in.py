"""Signing in: a code or link by e-mail, or a password, with an optional second factor and passkeys."""

from goldenthread.config.environment import environment

AUTHENTICATION_BACKENDS = ["goldenthread.web.people.entering.Entering"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# Without a password among these the library leaves the password out of signing in, too.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "goldenthread.web.people.signing_in.Adapter"
ACCOUNT_FORMS = {
    "login": "goldenthread.web.people.signing_in.SignInForm",
    "request_login_code": "goldenthread.web.people.signing_in.AskForCodeForm",
    "confirm_login_code": "goldenthread.web.people.signing_in.EnterCodeForm",
    "set_password": "goldenthread.web.people.passwords.SetPasswordForm",
    "change_password": "goldenthread.web.people.passwords.ChangePasswordForm",
    "reset_password": "goldenthread.web.people.passwords.ForgottenForm",
    "reset_password_from_key": "goldenthread.web.people.passwords.NewPasswordForm",
    "reauthenticate": "goldenthread.web.people.passwords.ShowItIsYouForm",
}
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# A venue or a school is one address to us: what counts by address leaves room for a whole room signing in at once.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "request_login_code": "60/m/ip,3/m/key",
    "change_address": "5/h/user,20/h/ip,3/h/key",
}
# How many web servers of ours stand in front; each adds the address it was called from to X-Forwarded-For. Limits, the
# list of sessions and the checks of `goldenthread check` go by it. With none, the header is anybody's word and unread.
ALLAUTH_TRUSTED_PROXY_COUNT = environment().proxies
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Golden Thread: "
# Sessions are listed with when and where they began. Tracking each visit would write a row on every page.
USERSESSIONS_TRACK_ACTIVITY = False
USERSESSIONS_ADAPTER = "goldenthread.web.people.signing_in.Sessions"
MFA_ADAPTER = "goldenthread.web.people.signing_in.SecondFactors"
MFA_FORMS = {
    "authenticate": "goldenthread.web.people.factors.SecondStepForm",
    "reauthenticate": "goldenthread.web.people.factors.SecondStepAgainForm",
    "activate_totp": "goldenthread.web.people.factors.AppForm",
    "add_webauthn": "goldenthread.web.people.factors.PasskeyForm",
    "edit_webauthn": "goldenthread.web.people.factors.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Golden Thread"
MFA_TOTP_TOLERANCE = 1
# Staff bring people in under an address they know; it need not be confirmed again before a factor is added.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Browsers offer passkeys on localhost without encryption, nowhere else.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not environment().production
