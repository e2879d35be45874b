"""The result of a comparison in plain sentences."""

from __future__ import annotations

import math

from rnn_demo.forecasting.comparison import CLEARLY, ModelComparison
from rnn_demo.forecasting.walk_forward import ModelName
from rnn_demo.words import Sentence, percent, sentence

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
LEVEL = 0.005  # a smaller part of an error is nothing to speak of
MODEL_NAMES: dict[ModelName, Sentence] = {
    "yesterday": sentence("as yesterday"),
    "season": sentence("as last season"),
    "mean": sentence("the mean"),
    "ar": sentence("AR"),
    "mlp": sentence("MLP"),
    "elman": sentence("Elman net"),
    "gru": sentence("GRU"),
}
SUBJECTS: dict[ModelName, Sentence] = {
    "yesterday": sentence("“As yesterday”"),
    "season": sentence("“As last season”"),
    "mean": sentence("The mean"),
    "ar": sentence("The autoregression"),
    "mlp": sentence("The MLP"),
    "elman": sentence("The Elman net"),
    "gru": sentence("The GRU"),
}


def model_name(comparison: ModelComparison, model: ModelName) -> Sentence:
    """What a table calls a model: with its order, window or season."""
    plan, fit = comparison.plan, comparison.standings[model].walk.autoregression
    if fit:
        return sentence("AR({order})", order=fit.order)
    if model == "mlp":
        return sentence("MLP, window {window}", window=plan.window)
    if model == "season":
        return sentence("as last season, {season}", season=plan.season)
    return MODEL_NAMES[model]


def digits(value: float) -> str:
    """A number as a person writes it: three digits that mean something, 1.19 × 10¹² if large."""
    if not math.isfinite(value):
        return "–"
    size = abs(value)
    if size >= 1e6 or 0 < size < 1e-4:
        leading, power = f"{value:.2e}".split("e")
        return f"{leading} × 10{str(int(power)).translate(RAISED)}".replace("-", "−")
    places = max(0, 2 - math.floor(math.log10(size))) if size else 0
    return f"{round(value, places):,.{places}f}".replace("-", "−")


def milliseconds(seconds: float) -> str:
    """A time in milliseconds, with two digits that mean something or more."""
    time = 1_000 * seconds
    if time < 10:
        return f"{time:.1f}" if time >= 0.05 else "< 0.1"
    return f"{time:,.0f}"


def verdict(comparison: ModelComparison) -> list[Sentence]:
    """Which model is best one value ahead and by how much; then the next one, and far ahead."""
    told = [_against_yesterday(comparison)]
    best, following = comparison.ranked()[:2]
    if best == "yesterday" or following != "yesterday":
        told.append(_against_next(comparison, best, following))
    if best != "mean" and comparison.lead(best, "mean").beyond <= CLEARLY:
        told.append(
            sentence(
                "The mean of what came before, with {rmse}, is not worse beyond chance either: "
                "this series hardly tells what comes next.",
                rmse=digits(comparison.standings["mean"].near.rmse),
            )
        )
    if comparison.plan.horizon > 1:
        told.append(_far(comparison))
    return told


def _against_yesterday(comparison: ModelComparison) -> Sentence:
    best = comparison.ranked()[0]
    near = comparison.standings[best].near
    yesterday = comparison.standings["yesterday"].near
    if best == "yesterday":
        return sentence(
            "**“As yesterday” forecasts it best**: none of the other models has a smaller error "
            "on the {count} values of the test (root of the mean square {rmse}). It is hard to "
            "beat.",
            count=len(near.errors),
            rmse=digits(near.rmse),
        )
    beyond = comparison.lead(best, "yesterday").beyond
    values = {
        "best": SUBJECTS[best],
        "count": len(near.errors),
        "rmse": digits(near.rmse),
        "less": _share(1 - near.rmse / yesterday.rmse),
        "yesterday": digits(yesterday.rmse),
        "beyond": _count(beyond),
    }
    if near.rmse > (1 - LEVEL) * yesterday.rmse:
        return sentence(
            "**{best} is level with “as yesterday”**: on the {count} values of the test their "
            "errors differ by less than 0.5 % (root of the mean square {rmse} and {yesterday}). "
            "“As yesterday” is hard to beat here.",
            **values,
        )
    if beyond > CLEARLY:
        return sentence(
            "**{best} forecasts it best**: on the {count} values of the test its error is "
            "{less} below that of “as yesterday” (root of the mean square {rmse} against "
            "{yesterday}). That is {beyond} standard errors, so it is not chance.",
            **values,
        )
    return sentence(
        "**{best} is ahead, but not beyond chance**: on the {count} values of the test its error "
        "is {less} below that of “as yesterday” (root of the mean square {rmse} against "
        "{yesterday}), {beyond} standard errors. “As yesterday” is hard to beat here.",
        **values,
    )


def _against_next(comparison: ModelComparison, best: ModelName, following: ModelName) -> Sentence:
    rmse = digits(comparison.standings[following].near.rmse)
    beyond = comparison.lead(best, following).beyond
    if beyond > CLEARLY:
        return sentence(
            "Next comes {following} with {rmse}, {beyond} standard errors behind.",
            following=_within(following),
            rmse=rmse,
            beyond=_count(beyond),
        )
    return sentence(
        "Next comes {following} with {rmse}, only {beyond} standard errors behind: which of "
        "the two is better cannot be told from this test.",
        following=_within(following),
        rmse=rmse,
        beyond=_count(beyond),
    )


def _far(comparison: ModelComparison) -> Sentence:
    best = comparison.ranked(far=True)[0]
    far, yesterday = comparison.standings[best].far, comparison.standings["yesterday"].far
    values = {"steps": comparison.plan.horizon, "rmse": digits(far.rmse)}
    if best == "yesterday":
        return sentence("{steps} values ahead “as yesterday” is best, with {rmse}.", **values)
    beyond = comparison.lead(best, "yesterday", far=True).beyond
    values |= {
        "best": _within(best),
        "yesterday": digits(yesterday.rmse),
        "beyond": _count(beyond),
    }
    if beyond > CLEARLY:
        return sentence(
            "{steps} values ahead the best is {best}: {rmse} against {yesterday} of “as "
            "yesterday”, {beyond} standard errors.",
            **values,
        )
    return sentence(
        "{steps} values ahead the best is {best}: {rmse} against {yesterday} of “as yesterday”, "
        "but that is only {beyond} standard errors.",
        **values,
    )


def _share(less: float) -> str:
    """A share as a person writes it, never 100 % of what is not all."""
    if 0.99995 <= less < 1:
        return "more than 99.99 %"
    return percent(less, 2 if 0.99 < less < 1 else 0)


def _count(beyond: float) -> str:
    """A number of standard errors."""
    if beyond < 0.05:
        return "< 0.1"
    return f"{beyond:.1f}" if beyond < 100 else "> 99"


def _within(model: ModelName) -> Sentence:
    """A model in the middle of a sentence."""
    within: dict[ModelName, Sentence] = {
        "yesterday": sentence("“as yesterday”"),
        "season": sentence("“as last season”"),
        "mean": sentence("the mean"),
        "ar": sentence("the autoregression"),
        "mlp": sentence("the MLP"),
        "elman": sentence("the Elman net"),
        "gru": sentence("the GRU"),
    }
    return within[model]
