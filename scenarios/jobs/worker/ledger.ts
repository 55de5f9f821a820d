/** The ledger, as its HTTP API has it. */
const ANSWER_MS = 3000;
const ledgers = process.env.LEDGER_URLS!.split(',');
let turn = 0;

/** An entry of this key is made once, however often it is asked for. */
export async function enter(account: string, key: string, amount: number): Promise<void> {
  await ask(`/accounts/${account}/entries/${key}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ amount }),
  });
}

export async function accountOf(account: string): Promise<{ version: number; balance: number }> {
  return JSON.parse(await ask(`/accounts/${account}`)) as { version: number; balance: number };
}

async function ask(path: string, init: RequestInit = {}): Promise<string> {
  const url = `${ledgers[turn++ % ledgers.length]}${path}`;
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(ANSWER_MS) });
  const answer = await response.text();
  if (!response.ok) throw new Error(`the ledger answers ${response.status} ${answer}`);
  return answer;
}
