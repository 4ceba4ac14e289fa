"""JupyterLab in the lab: reached from the base computer through 127.0.0.1 only (compose.yaml), with a token."""

import os

c = get_config()  # noqa: F821 (given by Jupyter)
c.ServerApp.ip = "0.0.0.0"  # noqa: S104 (the container's; published on 127.0.0.1 only)
c.ServerApp.port = 8888
c.ServerApp.root_dir = os.environ["LAB_WORK"]
# The course's own first page (helpers/ui/startpage), and its link in JupyterLab. Containers' pages come by
# helpers/ui/server/previews: jupyter-server-proxy's own addresses would serve them under JupyterLab's origin.
c.ServerApp.jpserver_extensions = {
    "helpers.ui.startpage": True,
    "helpers.ui.server.previews": True,
    "jupyter_server_proxy": False,
}
c.ServerApp.contents_manager_class = "helpers.ui.server.contents.Files"
# A foreign site may let its name lead here.
c.ServerApp.allow_remote_access = False
c.ServerApp.local_hostnames = ["localhost"]
c.IdentityProvider.cookie_options = {"httponly": True, "samesite": "Lax"}
c.ServerApp.default_url = c.LabApp.default_url = "/course"
c.LabApp.extra_labextensions_path = ["/course/helpers/ui/startpage/labextensions"]
c.ServerApp.allow_root = True  # under a rootless base engine the learner is 0 (images/notebook/seat)
c.ServerApp.open_browser = False
c.ServerApp.terminado_settings = {"shell_command": ["/bin/bash"]}
# No extensions to install or to offer, no news to fetch: the lab works without internet.
c.LabApp.extension_manager = "readonly"
c.LabApp.news_url = None
# xterm.js for the terminal in the notebook, at <base>/static/xterm/.
c.ServerApp.extra_static_paths = ["/opt/lab/static"]
c.ServerApp.tornado_settings = {
    "static_custom_path": ["/opt/lab/custom"],
    # Whoever opens JupyterLab, or is opened by it, gets no hold of its window.
    "headers": {"Cross-Origin-Opener-Policy": "same-origin"},
}
c.LabApp.custom_css = True
# The quiz writes what was picked into the notebook's own answer cell.
c.LabApp.expose_app_in_browser = True
c.ServerApp.log_level = "WARN"
