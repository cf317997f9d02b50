// The pages of campaigns, in one chunk: each of its own would weigh on everybody's first page.

export { CampaignPage } from './CampaignPage.tsx';
export { Campaigns } from './Campaigns.tsx';
