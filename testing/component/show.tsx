import { QueryClientProvider } from '@tanstack/react-query';
import { type RenderResult, render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { queryClient } from '#web/client/api/query.ts';

/**
 * Shows a component as the portal does: at an address, with the cache of answers that all screens share. Links lead
 * nowhere else: `router.state.location` of the answer says where one went.
 * @param at the address of the page, `/` by default; `path` its pattern where the component reads parameters of it
 */
export function show(
  component: ReactElement,
  { at = '/', path = '*' }: { at?: string; path?: string } = {},
): RenderResult & { router: ReturnType<typeof createMemoryRouter> } {
  const routes = path === '*' ? [{ path, element: component }] : [{ path, element: component }, { path: '*' }];
  const router = createMemoryRouter(routes, { initialEntries: [at] });
  const shown = render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return { ...shown, router };
}
