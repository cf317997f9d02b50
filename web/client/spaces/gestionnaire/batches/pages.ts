// The pages of acts for many and of campaigns, in one chunk: each of its own would weigh on everybody's first page.

export { OfCampaign } from '../../request/campaign/OfCampaign.tsx';
export { CampaignPage } from '../campaigns/CampaignPage.tsx';
export { Campaigns } from '../campaigns/Campaigns.tsx';
export { Batches } from './Batches.tsx';
export { BatchPage } from './BatchPage.tsx';
export { NewBatch } from './NewBatch.tsx';
