"""The wheel is whole: installed elsewhere it makes a project and builds its site, theme included."""

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def briefgen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The console script of a fresh environment; the dependencies are those of this one (CI installs them anew)."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env")
    bin_folder = folder / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", str(bin_folder / "python")]
    subprocess.run([*pip, "install", "-q", "--no-deps", wheel], check=True)
    (site_packages,) = (folder / "env").rglob("site-packages")
    (site_packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return bin_folder / "briefgen"


@pytest.mark.model
@pytest.mark.slow
def test_installed_wheel_builds_a_new_project(briefgen: Path, tmp_path: Path) -> None:
    subprocess.run([briefgen, "new", "story"], cwd=tmp_path, check=True, capture_output=True)

    subprocess.run([briefgen, "build"], cwd=tmp_path / "story", check=True, capture_output=True)

    site = tmp_path / "story" / "site"
    assert (site / "index.html").is_file()
    assert list(site.glob("actors/*/index.html"))
    assert list(site.glob("**/*.css"))
