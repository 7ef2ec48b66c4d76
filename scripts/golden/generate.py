"""Golden values and derivatives, to order 3, of every differentiable op: an oracle that shares nothing with Adjoint.

Why: forward and reverse mode read one table of partials, so their agreement cannot show a flipped sign. These numbers
come from the ops' definitions and high-precision arithmetic alone (see jet.py), and from no derivative formula.

    python3 -m venv /tmp/oracle && /tmp/oracle/bin/pip install -r scripts/golden/requirements.txt
    /tmp/oracle/bin/python scripts/golden/generate.py            # writes packages/testkit/golden/*.json
    /tmp/oracle/bin/python scripts/golden/generate.py --check    # writes nothing; fails where a file differs

The schema and its conventions: README.md beside this script. Every number is checked before it is written (case.py).
"""

import sys
from collections import Counter
from pathlib import Path

sys.dont_write_bytecode = True  # leave nothing beside the script

import arrays
import case
import pointwise

GOLDEN = Path(__file__).resolve().parents[2] / "packages" / "testkit" / "golden"


def main(check):
    different = []
    for name, module in (("pointwise", pointwise), ("arrays", arrays)):
        path, cases = GOLDEN / f"{name}.json", list(module.cases())
        text = case.written(cases)
        if check:
            if not path.exists() or path.read_text("utf-8") != text:
                different.append(path.name)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        counts = Counter(c.op for c in cases)
        print(f"{path.name}: {len(cases)} cases of {len(counts)} ops, {len(text.encode()) / 1000:.0f} kB")
        print("  " + " ".join(f"{op} {n}" for op, n in counts.items()))
    if different:
        sys.exit(f"{', '.join(different)} differ from what this script makes. To write them: python scripts/golden/generate.py")


if __name__ == "__main__":
    main(check="--check" in sys.argv[1:])
