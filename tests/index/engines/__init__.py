"""Tests of search engines."""

import pytest

pytest.register_assert_rewrite("tests.index.engines.contract")
