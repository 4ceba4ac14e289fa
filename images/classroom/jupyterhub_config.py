"""JupyterHub of a class (compose.class.yaml). What the teacher's own `--config` says comes last."""

import os
import sys
from pathlib import Path

sys.path.insert(0, os.environ["LAB_ROOT"])
from class_accounts import ClassAccounts
from lab_spawner import LabSpawner

c = get_config()  # noqa: F821 (given by JupyterHub)
here = os.environ["LAB_CLASS_CONTROL"]
c.JupyterHub.bind_url = "https://:8000"
c.JupyterHub.hub_bind_url = c.JupyterHub.hub_connect_url = f"http://{here}.3:8081"  # nobody else is in that network
c.JupyterHub.db_url = "sqlite:////srv/jupyterhub/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = "/srv/jupyterhub/cookie_secret"  # noqa: S105 (a file's name)
# The proxy is a container of its own, and labs are, too: whoever works goes on while this one is started anew.
c.JupyterHub.cleanup_servers = False
c.ConfigurableHTTPProxy.should_start = False
c.ConfigurableHTTPProxy.api_url = f"http://{here}.2:8001"
c.JupyterHub.log_level = "WARN"
c.JupyterHub.template_paths = ["/opt/classroom/templates"]

c.JupyterHub.spawner_class = LabSpawner
c.Spawner.hub_connect_url = f"https://{os.environ['LAB_CLASS_DOOR']}:8000"  # by the door that the browser uses
c.Spawner.default_url = "/course"
c.Spawner.start_timeout = 900  # with the time that it waits for its turn (lab_spawner)
c.Spawner.http_timeout = 120
c.JupyterHub.concurrent_spawn_limit = 0
c.JupyterHub.tornado_settings = {"slow_spawn_timeout": 0}  # the page that tells how far it is, at once

c.JupyterHub.authenticator_class = ClassAccounts
c.Authenticator.username_pattern = r"^[a-z][a-z0-9]{1,29}$"  # good for an account on Docker Hub, too
c.Authenticator.allow_all = True
c.Authenticator.admin_users = {name for name in [os.environ["LAB_CLASS_TEACHER"]] if name}
c.Authenticator.delete_invalid_users = False
c.NativeAuthenticator.enable_signup = c.NativeAuthenticator.open_signup = bool(os.environ["LAB_CLASS_OPEN"])
c.NativeAuthenticator.minimum_password_length = 8
c.NativeAuthenticator.allowed_failed_logins = 10
c.NativeAuthenticator.seconds_before_next_try = 60

c.JupyterHub.services = [
    {"name": "teacher", "api_token": os.environ["LAB_CLASS_TOKEN"]},
    {
        "name": "culler",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={os.environ['LAB_CLASS_IDLE']}"],
    },
]
c.JupyterHub.load_roles = [
    {"name": "teacher", "services": ["teacher"], "scopes": ["admin:users", "admin:servers", "list:users"]},
    {
        "name": "culler",
        "services": ["culler"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    },
]
own = Path("/run/class/jupyterhub_config.py")
if own.exists():
    load_subconfig(str(own))  # noqa: F821 (given by JupyterHub)
