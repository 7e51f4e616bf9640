"""Tags the wheel: any Python 3, on Linux with the C library that build-wheel found to be needed."""

import os
import platform

from setuptools import setup
from setuptools.command.bdist_wheel import bdist_wheel


class PlatformWheel(bdist_wheel):
    def finalize_options(self) -> None:
        super().finalize_options()
        self.root_is_pure = False

    def get_tag(self) -> tuple:
        libc = os.environ["BOCTACH_GLIBC"].replace(".", "_")
        return ("py3", "none", f"manylinux_{libc}_{platform.machine()}")


setup(cmdclass={"bdist_wheel": PlatformWheel})
