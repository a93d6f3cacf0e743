"""Days known by their weekday, number or name alone: Friday, the 15th, Christmas; the context tells which is meant."""

from dataclasses import replace
from datetime import timedelta

from factx import timex
from factx.kinds.date.expressions import DayOfMonth, Holiday, ThenDay, Weekday, Weekend
from factx.kinds.date.resolve import holidays
from factx.kinds.date.resolve.arithmetic import days_or_none, shifted
from factx.kinds.date.resolve.discussed import SIZE
from factx.kinds.date.resolve.moment import Moment


def named_day(says: Weekday | Weekend | DayOfMonth | ThenDay | Holiday, at: Moment) -> str:
    """Return the day or weekend that a name means in a context."""
    match says:
        case Weekday(day, week, coming):
            return weekday(day, week, replace(at, future=at.future or coming))
        case DayOfMonth(day, on):
            return day_of_month(day, on, at)
        case ThenDay(day, by):
            return then_day(day, by, at)
        case Holiday(name, year, turn):
            return holiday(name, year, turn, at)
        case Weekend():
            return weekend(at)


def weekend(at: Moment) -> str:
    """Return the weekend: on a Sunday or in a sentence ahead that of this week, else the last."""
    if at.published is None:
        return "XXXX-WXX-WE"
    return shifted(at.published, "weekend", 0 if at.future or at.published.weekday() == _SUNDAY else -1)


_SUNDAY = 6


def weekday(day: int, week: int | None, at: Moment) -> str:
    """Return the day a weekday (Monday 0) means: the most recent or the next one, or that of a week from this one on."""
    if at.published is None:
        return f"XXXX-WXX-{day + 1}"
    ahead = (day - at.published.weekday()) % 7
    if week is None and at.future and ahead <= at.reach:
        return (at.published + timedelta(days=ahead)).isoformat()
    if week is None:
        return (at.published - timedelta(days=(at.published.weekday() - day) % 7)).isoformat()
    if week == 0 and at.past and day > at.published.weekday():  # on a Tuesday: this Sunday it crossed
        return (at.published - timedelta(days=7 - ahead)).isoformat()
    if week == 0:
        return (timex.monday(at.published) + timedelta(days=day)).isoformat()
    return (timex.monday(at.published) + timedelta(weeks=week, days=day)).isoformat()


def day_of_month(number: int, weekday: int | None, at: Moment) -> str:
    """Place a day by its number: in the month under discussion in its sentence, else the nearest on the side told."""
    day = at.published
    near = timex.days(at.discussed.periods[-1]) if at.discussed.near else None
    if near and (near[1] - near[0]).days < SIZE["month"]:
        day = near[0]
    if day is None:
        return "XXXX-XX-XX"
    limit = at.published or day
    for by in range(12) if weekday is not None else range(3):
        found = days_or_none(f"{shifted(day, 'month', by if at.future else -by)}-{number:02d}")
        if found and (found[0] >= day if at.future else found[0] <= limit) and weekday in {None, found[0].weekday()}:
            return found[0].isoformat()
    return "XXXX-XX-XX"


def then_day(weekday: int, by: int, at: Moment) -> str:
    """Return the weekday before or after the day under discussion, or, without one, the publication day."""
    last = at.discussed.last("day")
    days = timex.days(last) if last else None
    day = days[0] if days else at.published
    if day is None:
        return "XXXX-XX-XX"
    gap = (weekday - day.weekday()) % 7 if by > 0 else (day.weekday() - weekday) % 7
    return (day + timedelta(days=by * (gap or 7))).isoformat()


def holiday(name: str, year: int | None, turn: int, at: Moment) -> str:
    """Return the day of a holiday: in its year, else the nearest one on the side that the context tells."""
    if year:
        found = holidays.holiday(name, year)
        return found.isoformat() if found else "XXXX-XX-XX"
    around = [d for y in (-1, 0, 1) if at.published and (d := holidays.holiday(name, at.published.year + y))]
    if at.published is None or len(around) < 3:
        return "XXXX-XX-XX"
    day = at.published
    past = [d for d in around if (d < day if turn < 0 else d <= day)]
    ahead = [d for d in around if (d > day if turn > 0 else d >= day)]
    far = (day - past[-1]).days > 2 * (ahead[0] - day).days
    if turn > 0 or (not turn and (at.future or (far and not at.past))):
        return ahead[0].isoformat()
    return past[-1].isoformat()
