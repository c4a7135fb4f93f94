import { redirected } from './hosts.ts';

/**
 * A `fetch` for a client that runs in this very process: what it asks of Microsoft goes to the offline tenant, and addresses of
 * the tenant in an answer (the next page) are Microsoft's again. Rejects where a request would leave the machine.
 */
export const redirectedFetch =
  (sandboxUrl: string, fetchHere: typeof fetch): typeof fetch =>
  async (input, init) => {
    const asked = new URL(input instanceof Request ? input.url : input);
    const target = redirected(asked, sandboxUrl);
    if (target === undefined) throw new Error(`${asked.origin} is not on this machine`);
    const answer = await fetchHere(input instanceof Request ? new Request(target, input) : target, init);
    if (asked.hostname !== 'graph.microsoft.com') return answer;
    const text = (await answer.text()).replaceAll(`${sandboxUrl}/graph`, asked.origin);
    const { status, statusText, headers } = answer;
    return new Response(text === '' ? null : text, { status, statusText, headers });
  };
