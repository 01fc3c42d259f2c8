import type { D1Database } from '@cloudflare/workers-types'

export async function seedDemo(env: Record<string, D1Database>, say: (text: string) => void): Promise<void> {
  void env
  void say
}
