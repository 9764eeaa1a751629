import type { Cost, Usage } from "../../contract/chat.ts";
import type { Sql } from "../../platform/database.ts";

export interface UsageRecord {
  id: string;
  userId: string;
  messageId: string | null;
  engine: string;
  model: string | null;
  usage: Usage;
  cost: Cost | null;
  at: Date;
}

export async function insertUsage(sql: Sql, record: UsageRecord): Promise<void> {
  const { inputTokens, outputTokens, cachedTokens } = record.usage;
  await sql`
    insert into usage_events (id, user_id, message_id, engine, model, input_tokens, output_tokens, cached_tokens,
      cost_amount, cost_currency, created_at, updated_at)
    values (${record.id}, ${record.userId}, ${record.messageId}, ${record.engine}, ${record.model}, ${inputTokens},
      ${outputTokens}, ${cachedTokens}, ${record.cost?.amount ?? null}, ${record.cost?.currency ?? null},
      ${record.at}, ${record.at})`;
}
