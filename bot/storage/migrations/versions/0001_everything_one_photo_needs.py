"""Everything one photo needs"""

import sqlalchemy as sa
from alembic import op

from bot.storage.databases.database import WHOLE
from bot.storage.models.base import where

revision = "0001"
down_revision = None

# What SQLite does by itself: the highest number that a line of the trail ever had is on record.
_POSTGRES = """
CREATE TABLE given (name TEXT PRIMARY KEY, seq BIGINT NOT NULL);
CREATE FUNCTION audit_given() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO given VALUES ('audit', NEW.id)
  ON CONFLICT (name) DO UPDATE SET seq = greatest(given.seq, excluded.seq);
  RETURN NULL;
END $$;
CREATE TRIGGER audit_given AFTER INSERT ON audit
  FOR EACH ROW EXECUTE FUNCTION audit_given();
CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION 'the audit trail is append-only';
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
"""


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", WHOLE, nullable=True),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index("ix_audit_subject", ["subject"], unique=False)

    op.create_table(
        "errand",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject", WHOLE, nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("not_before", sa.DateTime(), nullable=False),
        sa.Column("tries", WHOLE, nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errand")),
        sa.UniqueConstraint("kind", "subject", name=op.f("uq_errand_kind_subject")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("errand", schema=None) as batch_op:
        batch_op.create_index("ix_errand_not_before", ["not_before"], unique=False)

    op.create_table(
        "handle",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("chat_id", WHOLE, nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("subject", WHOLE, nullable=False),
        sa.Column("message_id", WHOLE, nullable=True),
        sa.Column("kind", sa.String(length=8), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handle")),
        sa.UniqueConstraint(
            "chat_id", "purpose", "subject", name=op.f("uq_handle_chat_id_purpose_subject")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("handle", schema=None) as batch_op:
        batch_op.create_index("ix_handle_message", ["chat_id", "message_id"], unique=False)

    op.create_table(
        "inbox",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("update_id", WHOLE, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("chat_id", WHOLE, nullable=False),
        sa.Column("payload_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("meant_for", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("update_id", "digest", name=op.f("uq_inbox_update_id_digest")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index("ix_inbox_received_at", ["received_at"], unique=False)
        batch_op.create_index(
            "ix_inbox_undone", ["id"], unique=False, **where(sa.text("state = 'new'"))
        )

    op.create_table(
        "task_force",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("lead", sa.Text(), nullable=False),
        sa.Column("cooperating", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_force")),
        sa.UniqueConstraint("name", name=op.f("uq_task_force_name")),
    )
    op.create_table(
        "upload",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "kind", name=op.f("pk_upload")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("chat_id", WHOLE, nullable=False),
        sa.Column("handle_id", WHOLE, nullable=True),
        sa.Column("payload_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("priority", WHOLE, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("not_before", sa.DateTime(), nullable=False),
        sa.Column("latest", sa.DateTime(), nullable=False),
        sa.Column("settling", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["handle_id"], ["handle.id"], name=op.f("fk_outbox_handle_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_due", ["priority", "id"], unique=False, **where(sa.text("state = 'new'"))
        )
        batch_op.create_index("ix_outbox_handle_id", ["handle_id"], unique=True)
        batch_op.create_index("ix_outbox_not_before", ["not_before"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("task_force_id", WHOLE, nullable=True),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("name_hash", sa.LargeBinary(), nullable=False),
        sa.Column("id_number_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id_number_hash", sa.LargeBinary(), nullable=True),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_hash", sa.LargeBinary(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("education", sa.Text(), nullable=False),
        sa.Column("employer", sa.Text(), nullable=False),
        sa.Column("years", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("place", WHOLE, nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("left_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["task_force_id"], ["task_force.id"], name=op.f("fk_person_task_force_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("id_number_hash", name=op.f("uq_person_id_number_hash")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index("ix_person_name_hash", ["name_hash"], unique=False)
        batch_op.create_index("ix_person_task_force_id", ["task_force_id"], unique=False)

    op.create_table(
        "base_score",
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("quarter", sa.String(length=6), nullable=False),
        sa.Column("value", WHOLE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("given_by", WHOLE, nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("value BETWEEN 0 AND 30", name=op.f("ck_base_score_value")),
        sa.ForeignKeyConstraint(["given_by"], ["person.id"], name=op.f("fk_base_score_given_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_base_score_person_id")),
        sa.PrimaryKeyConstraint("person_id", "quarter", name=op.f("pk_base_score")),
    )
    op.create_table(
        "draft",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("chat_id", WHOLE, nullable=False),
        sa.Column("form", sa.String(length=16), nullable=False),
        sa.Column("facts_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("asking", sa.String(length=32), nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("touched_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index("ix_draft_person_id", ["person_id", "state"], unique=False)

    op.create_table(
        "invite",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("wrong", WHOLE, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_invite_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invite")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invite_token_hash")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("invite", schema=None) as batch_op:
        batch_op.create_index("ix_invite_person_id", ["person_id"], unique=False)

    op.create_table(
        "role",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("task_force_id", WHOLE, nullable=True),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_role_person_id")),
        sa.ForeignKeyConstraint(
            ["task_force_id"], ["task_force.id"], name=op.f("fk_role_task_force_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
    )
    with op.batch_alter_table("role", schema=None) as batch_op:
        batch_op.create_index(
            "ix_role_one_liaison",
            ["task_force_id"],
            unique=True,
            **where(sa.text("role = 'liaison' AND until IS NULL")),
        )
        batch_op.create_index("ix_role_person_id", ["person_id"], unique=False)

    op.create_table(
        "account",
        sa.Column("chat_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("person_id", WHOLE, nullable=True),
        sa.Column("invite_id", WHOLE, nullable=True),
        sa.Column("joined_at", sa.DateTime(), nullable=True),
        sa.Column("focus", sa.String(length=16), nullable=True),
        sa.Column("focus_id", WHOLE, nullable=True),
        sa.Column("reviewing", WHOLE, nullable=True),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["invite_id"], ["invite.id"], name=op.f("fk_account_invite_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_account_person_id")),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_account")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index("ix_account_person_id", ["person_id"], unique=True)

    op.create_table(
        "entry",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("draft_id", WHOLE, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("task_force_id", WHOLE, nullable=True),
        sa.Column("line", sa.String(length=16), nullable=False),
        sa.Column("share", sa.String(length=8), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("why_not", sa.Text(), nullable=False),
        sa.Column("facts_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("reviewer", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", WHOLE, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("open_slots", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('pending','approved','returned','rejected','withdrawn')",
            name=op.f("ck_entry_state"),
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_entry_decided_by")),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_entry_draft_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_entry_person_id")),
        sa.ForeignKeyConstraint(
            ["task_force_id"], ["task_force.id"], name=op.f("fk_entry_task_force_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_entry_draft_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index("ix_entry_person_id", ["person_id", "day"], unique=False)
        batch_op.create_index(
            "ix_entry_queue", ["state", "task_force_id", "submitted_at"], unique=False
        )

    op.create_table(
        "evidence",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("draft_id", WHOLE, nullable=False),
        sa.Column("slot", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("unique_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mime", sa.Text(), nullable=False),
        sa.Column("size", WHOLE, nullable=False),
        sa.Column("message_id", WHOLE, nullable=False),
        sa.Column("album", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("thumbnail", sa.String(length=64), nullable=True),
        sa.Column("width", WHOLE, nullable=True),
        sa.Column("height", WHOLE, nullable=True),
        sa.Column("taken_at", sa.Text(), nullable=True),
        sa.Column("located", sa.Boolean(), nullable=False),
        sa.Column("fingerprint", sa.String(length=16), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_evidence_draft_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index("ix_evidence_draft_id", ["draft_id"], unique=False)
        batch_op.create_index("ix_evidence_sha256", ["sha256"], unique=False)

    op.create_table(
        "sheet",
        sa.Column("draft_id", WHOLE, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_sheet_draft_id")),
        sa.PrimaryKeyConstraint("draft_id", name=op.f("pk_sheet")),
    )
    # The trail is append-only for whoever has the database, too.
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_POSTGRES)
        return
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_no_{act.lower()} BEFORE {act} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
        )


def downgrade() -> None:
    """There is nothing before."""
    raise NotImplementedError("restore a backup instead")
