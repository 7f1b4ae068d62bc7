"""Connects a bot's call with the method that answers it."""

from collections.abc import Callable

from bot.sandbox.accounts import Bot
from bot.sandbox.delivery import Delivery
from bot.sandbox.limits import ApiError, unauthorized, unknown_method
from bot.sandbox.methods import METHODS
from bot.sandbox.methods.call import Call, Described
from bot.sandbox.parameters import Parameters
from bot.sandbox.wire import Json
from bot.sandbox.world import World

Observer = Callable[[str, Json, Json], None]


class Switchboard:
    """Carries out calls; an observer is told method, parameters and the whole answer of each."""

    def __init__(self, world: World, observer: Observer | None = None) -> None:
        self.world = world
        self.delivery = Delivery(world.clock, self.execute)
        self._observer = observer

    async def call(self, token: str, method: str, given: Parameters) -> Json:
        """What the Bot API answers, faults included. Raises `ConnectionLost`."""
        bot = self.world.bots.get(token)
        if bot is None:
            return refusal(unauthorized())
        chat_id = given.integer("chat_id") or None
        try:
            await self.world.faults.before(method, chat_id)
        except ApiError as error:
            return refusal(error)
        answer = await self.execute(bot, method, given)
        self.world.faults.after(method, chat_id)
        return answer

    async def execute(self, bot: Bot, method: str, given: Parameters) -> Json:
        """The answer of a method, without faults."""
        handler = METHODS.get(method.lower())
        try:
            if handler is None:
                raise unknown_method()
            answer = _success(await handler(Call(self.world, self.delivery, bot, given)))
        except ApiError as error:
            answer = refusal(error)
        if self._observer:
            self._observer(method, given.everything(), answer)
        return answer


def refusal(error: ApiError) -> Json:
    """The body of an error answer."""
    body: Json = {"ok": False, "error_code": error.code, "description": error.description}
    if error.retry_after is not None:
        body["parameters"] = {"retry_after": error.retry_after}
    return body


def _success(result: object) -> Json:
    if isinstance(result, Described):
        return {"ok": True, "result": result.result, "description": result.description}
    return {"ok": True, "result": result}
