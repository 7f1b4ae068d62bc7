"""The Bot API's methods, a module per noun; what is not in this table is an error."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.methods import chats, commands, edits, files, media, messages, profile, updates
from bot.sandbox.methods.call import Call

Method = Callable[[Call], Awaitable[Any]]

NAMES: dict[str, Method] = {
    "getMe": profile.get_me,
    "logOut": profile.farewell,
    "close": profile.farewell,
    "setMyName": profile.set_my_name,
    "getMyName": profile.get_my_name,
    "setMyDescription": profile.set_my_description,
    "getMyDescription": profile.get_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "getMyShortDescription": profile.get_my_short_description,
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChatMenuButton": profile.get_chat_menu_button,
    "setMyCommands": commands.set_my_commands,
    "getMyCommands": commands.get_my_commands,
    "deleteMyCommands": commands.delete_my_commands,
    "getUpdates": updates.get_updates,
    "setWebhook": updates.set_webhook,
    "deleteWebhook": updates.delete_webhook,
    "getWebhookInfo": updates.get_webhook_info,
    "sendMessage": messages.send_message,
    "sendLocation": messages.send_location,
    "sendContact": messages.send_contact,
    "sendChatAction": messages.send_chat_action,
    "deleteMessage": messages.delete_message,
    "deleteMessages": messages.delete_messages,
    "answerCallbackQuery": messages.answer_callback_query,
    "sendPhoto": media.send_photo,
    "sendDocument": media.send_document,
    "sendVideo": media.send_video,
    "sendMediaGroup": media.send_media_group,
    "editMessageText": edits.edit_message_text,
    "editMessageCaption": edits.edit_message_caption,
    "editMessageMedia": edits.edit_message_media,
    "editMessageReplyMarkup": edits.edit_message_reply_markup,
    "getFile": files.get_file,
    "getChat": chats.get_chat,
    "leaveChat": chats.leave_chat,
}

METHODS = {name.lower(): method for name, method in NAMES.items()}
