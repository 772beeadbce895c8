"""The CloudFormation templates that the application writes, judged by cfn-lint; its Terraform configurations, read by
another reader of HCL. (Terraform's own `validate` needs its provider, which is not at hand here.)

They are those of the rules' own tests, which keep them as snapshots.
"""

import pathlib
import re
import subprocess
import sys

import hcl2
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


TERRAFORM = sorted(ROOT.glob("crates/core/src/check/**/*__terraform_*.snap"))


def test_there_are_configurations():
    assert len(TERRAFORM) == len(SNAPSHOTS)


@pytest.mark.parametrize("snapshot", TERRAFORM, ids=lambda path: path.stem.split("__")[-1])
def test_terraform_reads_it_and_each_reference_leads_to_a_resource(snapshot):
    text = snapshot.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    read = hcl2.loads(text)
    made = {
        f"{kind.strip(chr(34))}.{name.strip(chr(34))}"
        for resource in read["resource"]
        for kind, named in resource.items()
        for name in named
        if not kind.startswith("__")
    }
    references = set(re.findall(r"\b(aws_[a-z0-9_]+\.[a-z0-9_]+)\.[a-z_]+", text))
    assert references and references <= made
    # A configuration in which one resource is missing does not pass.
    assert not references <= made - {next(iter(references))}
