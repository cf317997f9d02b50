import { useMe } from '#web/client/app/me.tsx';
import { useInSpace } from '#web/client/app/space.tsx';

/** Campaigns are of who steers them, and of who publishes them. */
export function useCampaignSpace(): void {
  const { spaces } = useMe();
  useInSpace(spaces.includes('gestionnaire') ? 'gestionnaire' : 'valideur');
}
