import { FeatureFlags } from '@carbon/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from 'react-router/dom';
import { queryClient } from '../api/query.ts';
import { router } from './routes.tsx';

/** The whole portal. */
export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      {/* Otherwise Carbon's dialogs hold two links that say « Focus sentinel », in English. */}
      <FeatureFlags enableFocusWrapWithoutSentinels>
        <RouterProvider router={router} />
      </FeatureFlags>
    </QueryClientProvider>
  );
}
