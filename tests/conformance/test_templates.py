"""The CloudFormation templates that the application writes, judged by cfn-lint.

They are those of the rules' own tests, which keep them as snapshots.
"""

import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).parents[2]
SNAPSHOTS = sorted(ROOT.glob("crates/core/src/check/**/*__cloudformation_*.snap"))


def test_there_are_templates():
    assert len(SNAPSHOTS) >= 2


@pytest.mark.parametrize("snapshot", SNAPSHOTS, ids=lambda path: path.stem.split("__")[-1])
def test_cfn_lint_finds_nothing(snapshot, tmp_path):
    template = tmp_path / "template.yaml"
    template.write_text(snapshot.read_text(encoding="utf-8").split("\n---\n", 1)[1], encoding="utf-8")
    lint = pathlib.Path(sys.executable).with_name("cfn-lint")
    command = [lint, "--regions", "ap-northeast-1", "--", template]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_cfn_lint_would_find_something(tmp_path):
    template = tmp_path / "template.yaml"
    text = SNAPSHOTS[0].read_text(encoding="utf-8").split("\n---\n", 1)[1]
    template.write_text(text.replace("ServiceName:", "ServiceNam:"), encoding="utf-8")
    lint = pathlib.Path(sys.executable).with_name("cfn-lint")
    command = [lint, "--regions", "ap-northeast-1", "--", template]
    assert subprocess.run(command, capture_output=True, timeout=120, cwd=tmp_path).returncode != 0
