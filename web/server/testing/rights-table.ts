import type { Stage } from './world.ts';

/**
 * Who may what: every address of the API, on what belongs to one agent (« owner »), for every kind of person. « ’ » is
 * the same right elsewhere in the tree. A verb may stand on several lines, one for each stage of the request (« @ »).
 *
 * 401 nobody is signed in · 403 without the right · 404 as if it did not exist · 503 let in, the engine being away ·
 * 409 and 422 let in, what was sent being stale or wrong.
 */
const TABLE = `
                                                       nobody owner agent | n+1 n+1’ gest gest’ val val’ sign sign’ | ref acc | fin cpt ana adm
open to all
GET    /api/health                                      503   503   503   | 503 503  503  503   503 503  503  503   | 503 503 | 503 503 503 503
GET    /api/health/live                                 200   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
GET    /api/health/ready                                200   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
GET    /api/seal-authority.pem                          404   404   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/verifications/authority                     404   404   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/verifications/:reference                    404   404   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
POST   /api/verifications                               404   404   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/demonstration                               200   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
GET    /api/openapi.json                                200   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
accounts, open to all (400: let in, nothing being said)
GET    /api/installation                                200   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
POST   /api/account/link                                400   400   400   | 400 400  400  400   400 400  400  400   | 400 400 | 400 400 400 400
POST   /api/account/link/renewal                        400   400   400   | 400 400  400  400   400 400  400  400   | 400 400 | 400 400 400 400
POST   /api/account/reset                               400   400   400   | 400 400  400  400   400 400  400  400   | 400 400 | 400 400 400 400
POST   /api/account/link/password                       400   400   400   | 400 400  400  400   400 400  400  400   | 400 400 | 400 400 400 400
one’s own
GET    /api/account/password                            401   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
PUT    /api/account/password                            401   400   400   | 400 400  400  400   400 400  400  400   | 400 400 | 400 400 400 400
GET    /api/me                                          401   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
PATCH  /api/me                                          401   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
GET    /api/me/delegations                              401   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
POST   /api/me/delegations/:id/suspension               401   400   400   | 400 400  400  400   400 400  400  400   | 400 400 | 400 400 400 400
POST   /api/me/delegations/:id/revocation               401   400   400   | 400 400  400  400   400 400  400  400   | 400 400 | 400 400 400 400
GET    /api/me/assistants                               401   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
POST   /api/me/assistants                               401   403   403   | 403 403  403  403   403 403  400  400   | 403 403 | 403 403 403 403
POST   /api/me/assistants/:id/revocation                401   400   400   | 400 400  400  400   400 400  400  400   | 400 400 | 400 400 400 400
GET    /api/me/sessions                                 401   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
DELETE /api/me/sessions/:id                             401   204   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/account/sign-ins                            401   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
GET    /api/account/factors                             401   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
POST   /api/account/factor/enrolment                    401   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
POST   /api/account/factor                              401   410   410   | 410 410  410  410   410 410  410  410   | 410 410 | 410 410 410 410
POST   /api/account/factor/removal                      401   403   403   | 403 403  403  403   403 403  409  409   | 403 403 | 409 403 409 409
POST   /api/account/recovery-codes                      401   403   403   | 403 403  403  403   403 403  201  201   | 403 403 | 201 403 201 201
POST   /api/account/passkeys/enrolment                  401   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
POST   /api/account/passkeys                            401   410   410   | 410 410  410  410   410 410  410  410   | 410 410 | 410 410 410 410
POST   /api/account/passkeys/:id/removal                401   404   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
POST   /api/account/proof                               401   403   403   | 403 403  403  403   403 403  401  401   | 403 403 | 401 403 401 401
GET    /api/catalogue                                   401   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
GET    /api/catalogue/:kind                             401   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
GET    /api/notifications                               401   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
POST   /api/notifications/read                          401   204   204   | 204 204  204  204   204 204  204  204   | 204 204 | 204 204 204 204
GET    /api/events                                      401   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
drafts
POST   /api/drafts                                      401   201   201   | 201 201  201  201   201 201  201  201   | 201 201 | 201 201 201 201
GET    /api/drafts                                      401   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
GET    /api/drafts/:id                                  401   200   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/drafts/:id/changes                          401   200   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
PUT    /api/drafts/:id                                  401   409   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
POST   /api/drafts/:id/step-up                          401   422   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
POST   /api/drafts/:id/submission                       401   422   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
POST   /api/drafts/:id/pieces                           401   422   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/drafts/:id/pieces/:pieceId                  401   200   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
DELETE /api/drafts/:id/pieces/:pieceId                  401   204   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
DELETE /api/drafts/:id                                  401   204   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
acts for many
GET    /api/act-batches                                 401   403   403   | 200 200  200  200   403 403  403  200   | 403 403 | 403 403 403 403
GET    /api/act-batches/kinds                           401   403   403   | 200 200  200  200   403 403  403  200   | 403 403 | 403 403 403 403
GET    /api/act-batches/kinds/:kind                     401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 403
GET    /api/act-batches/kinds/:kind/template            401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 403
POST   /api/act-batches                                 401   403   403   | 400 400  400  400   403 403  403  400   | 403 403 | 403 403 403 403
GET    /api/act-batches/:id                             401   403   403   | 404 404  404  404   403 403  403  404   | 403 403 | 403 403 403 403
GET    /api/act-batches/:id/lines                       401   403   403   | 404 404  404  404   403 403  403  404   | 403 403 | 403 403 403 403
POST   /api/act-batches/:id/launch                      401   403   403   | 404 404  404  404   403 403  403  404   | 403 403 | 403 403 403 403
campaigns
GET    /api/campaigns                                   401   403   403   | 403 403  200  200   200 200  403  403   | 403 403 | 403 403 403 403
GET    /api/campaigns/choices                           401   403   403   | 403 403  200  200   403 403  403  403   | 403 403 | 403 403 403 403
POST   /api/campaigns                                   401   403   403   | 403 403  400  400   403 403  403  403   | 403 403 | 403 403 403 403
GET    /api/campaigns/:id                               401   403   403   | 403 403  404  404   404 404  403  403   | 403 403 | 403 403 403 403
PUT    /api/campaigns/:id                               401   403   403   | 403 403  400  400   403 403  403  403   | 403 403 | 403 403 403 403
POST   /api/campaigns/:id/state                         401   403   403   | 403 403  400  400   403 403  403  403   | 403 403 | 403 403 403 403
GET    /api/campaigns/:id/posts                         401   403   403   | 403 403  404  404   404 404  403  403   | 403 403 | 403 403 403 403
POST   /api/campaigns/:id/posts                         401   403   403   | 403 403  400  400   403 403  403  403   | 403 403 | 403 403 403 403
POST   /api/campaigns/:id/posts/file                    401   403   403   | 403 403  400  400   403 403  403  403   | 403 403 | 403 403 403 403
DELETE /api/campaigns/:id/posts/:code                   401   403   403   | 403 403  404  404   403 403  403  403   | 403 403 | 403 403 403 403
GET    /api/campaigns/:id/candidates                    401   403   403   | 403 403  404  404   404 404  403  403   | 403 403 | 403 403 403 403
POST   /api/campaigns/:id/rankings                      401   403   403   | 403 403  404  404   403 403  403  403   | 403 403 | 403 403 403 403
POST   /api/campaigns/:id/settlements                   401   403   403   | 403 403  400  400   403 403  403  403   | 403 403 | 403 403 403 403
POST   /api/campaigns/:id/publication                   401   403   403   | 403 403  403  403   400 400  403  403   | 403 403 | 403 403 403 403
requests
GET    /api/requests                                    401   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
GET    /api/requests/:id @opinion                       401   200   404   | 200 404  200  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/requests/:id @visa                          401   200   404   | 404 404  200  404   200 404  404  404   | 404 404 | 404 404 404 404
GET    /api/requests/:id @deontology                    401   200   404   | 404 404  200  404   404 404  404  404   | 200 404 | 404 404 404 404
GET    /api/requests/:id @host                          401   200   404   | 404 404  200  404   404 404  404  404   | 404 200 | 404 404 404 404
GET    /api/requests/:id @signature                     401   200   404   | 404 404  200  404   404 404  200  404   | 404 404 | 404 404 404 404
GET    /api/requests/:id @complement                    401   200   404   | 404 404  200  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/requests/:id @done                          401   200   404   | 200 404  200  404   404 404  200  404   | 404 404 | 404 404 404 404
GET    /api/requests/:id/progress @opinion              401   200   404   | 200 404  200  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/requests/:id/stoppage @opinion              401   200   404   | 200 404  200  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/requests/:id/next-kinds @opinion            401   200   404   | 200 404  200  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/requests/:id/campaign @opinion              401   200   404   | 200 404  200  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/requests/:id/diagram @opinion               401   200   404   | 200 404  200  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/requests/:id/pieces/:pieceId @opinion       401   200   404   | 200 404  200  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/requests/:id/pieces/:pieceId @deontology    401   200   404   | 404 404  200  404   404 404  404  404   | 200 404 | 404 404 404 404
GET    /api/requests/:id/pieces/:pieceId @host          401   200   404   | 404 404  200  404   404 404  404  404   | 404 200 | 404 404 404 404
GET    /api/requests/:id/pieces/:pieceId @done          401   200   404   | 200 404  200  404   404 404  200  404   | 404 404 | 404 404 404 404
GET    /api/requests/:id/receipt @done                  401   404   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/requests/:id/receipt @receipted             401   200   404   | 404 404  200  404   404 404  200  404   | 404 404 | 404 404 404 404
GET    /api/requests/:id/acts/:actId/file @signature    401   404   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/requests/:id/acts/:actId/file @done         401   200   404   | 200 404  200  404   404 404  200  404   | 404 404 | 404 404 404 404
GET    /api/requests/:id/acts/:actId/evidence @done     401   200   404   | 200 404  200  404   404 404  200  404   | 404 404 | 404 404 404 404
GET    /api/requests/:id/acts/:actId/archive @done      401   200   404   | 200 404  200  404   404 404  200  404   | 404 404 | 404 404 404 404
POST   /api/requests/:id/acts/:actId/status @signature  401   404   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
POST   /api/requests/:id/acts/:actId/status @done       401   503   404   | 503 404  503  404   404 404  503  404   | 404 404 | 404 404 404 404
POST   /api/requests/:id/acts/:actId/post @signature    401   403   403   | 403 403  404  404   403 403  403  403   | 403 403 | 403 403 403 403
POST   /api/requests/:id/acts/:actId/post @done         401   403   403   | 403 403  422  404   403 403  403  403   | 403 403 | 403 403 403 403
POST   /api/requests/:id/acts/:actId/post/:noticeId/receipt @done 401   403   403   | 403 403  404  404   403 403  403  403   | 403 403 | 403 403 403 403
POST   /api/requests/:id/acts/:actId/post/:noticeId/correction @done 401   403   403   | 403 403  404  404   403 403  403  403   | 403 403 | 403 403 403 403
POST   /api/requests/:id/withdrawal @visa               401   202   404   | 404 404  403  404   403 404  404  404   | 404 404 | 404 404 404 404
registry of acts
GET    /api/registry                                    401   403   403   | 403 403  200  200   403 403  403  403   | 403 403 | 403 403 403 403
GET    /api/registry/filters                            401   403   403   | 403 403  200  200   403 403  403  403   | 403 403 | 403 403 403 403
GET    /api/registry/archive/size                       401   403   403   | 403 403  200  404   403 403  403  403   | 403 403 | 403 403 403 403
GET    /api/registry/archive                            401   403   403   | 403 403  200  404   403 403  403  403   | 403 403 | 403 403 403 403
GET    /api/registry/deposits                           401   403   403   | 403 403  200  200   403 403  403  403   | 403 403 | 403 403 403 403
POST   /api/registry/deposits                           401   403   403   | 403 403  400  400   403 403  403  403   | 403 403 | 403 403 403 403
GET    /api/registry/eliminations/due                   401   403   403   | 403 403  200  200   403 403  403  403   | 403 403 | 403 403 403 403
GET    /api/registry/eliminations                       401   403   403   | 403 403  200  200   403 403  403  403   | 403 403 | 403 403 403 403
POST   /api/registry/eliminations                       401   403   403   | 403 403  400  400   403 403  403  403   | 403 403 | 403 403 403 403
GET    /api/registry/eliminations/:id                   401   403   403   | 403 403  404  404   403 403  403  403   | 403 403 | 403 403 403 403
POST   /api/registry/eliminations/:id/approval          401   403   403   | 403 403  404  404   403 403  403  403   | 403 403 | 403 403 403 403
POST   /api/registry/eliminations/:id/withdrawal        401   403   403   | 403 403  404  404   403 403  403  403   | 403 403 | 403 403 403 403
POST   /api/registry/eliminations/:id/keeping           401   403   403   | 403 403  404  404   403 403  403  403   | 403 403 | 403 403 403 403
POST   /api/registry/eliminations/:id/refusal           401   403   403   | 403 403  400  400   403 403  403  403   | 403 403 | 403 403 403 403
GET    /api/registry/export                             401   403   403   | 403 403  200  200   403 403  403  403   | 403 403 | 403 403 403 403
tasks
GET    /api/tasks                                       401   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
GET    /api/signing/desk                                401   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
GET    /api/signing/folds/:id @signature                401   404   404   | 404 404  404  404   404 404  200  404   | 404 404 | 404 404 404 404
POST   /api/signing/folds/:id/draw @signature           401   404   404   | 404 404  404  404   404 404  202  404   | 404 404 | 404 404 404 404
GET    /api/signing/drawings                            401   400   400   | 400 400  400  400   400 400  400  400   | 400 400 | 400 400 400 400
GET    /api/signing/desks/:id @signature                401   404   404   | 404 404  404  404   404 404  200  404   | 404 404 | 404 404 404 404
GET    /api/signing/desks/:id/folds/:foldId @signature  401   404   404   | 404 404  404  404   404 404  200  404   | 404 404 | 404 404 404 404
GET    /api/signing/desks/:id/prepared/:foldId @signature 401   404   404   | 404 404  404  404   404 404  200  404   | 404 404 | 404 404 404 404
PUT    /api/signing/desks/:id/order/:foldId @signature  401   404   404   | 404 404  404  404   404 404  204  404   | 404 404 | 404 404 404 404
PUT    /api/signing/desks/:id/asides/:key @signature    401   404   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
PUT    /api/signing/desks/:id/notes/:key @signature     401   404   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/tasks/:key @opinion                         401   404   404   | 200 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/tasks/:key @visa                            401   404   404   | 404 404  404  404   200 404  404  404   | 404 404 | 404 404 404 404
GET    /api/tasks/:key @deontology                      401   404   404   | 404 404  404  404   404 404  404  404   | 200 404 | 404 404 404 404
GET    /api/tasks/:key @host                            401   404   404   | 404 404  404  404   404 404  404  404   | 404 200 | 404 404 404 404
GET    /api/tasks/:key @signature                       401   404   404   | 404 404  404  404   404 404  200  404   | 404 404 | 404 404 404 404
GET    /api/tasks/:key @complement                      401   200   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/tasks/:key @done                            401   404   404   | 404 404  404  404   404 404  410  404   | 404 404 | 404 404 404 404
PUT    /api/tasks/:key/assignee @opinion                401   404   404   | 200 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
PUT    /api/tasks/:key/assignee @visa                   401   404   404   | 404 404  404  404   200 404  404  404   | 404 404 | 404 404 404 404
PUT    /api/tasks/:key/assignee @deontology             401   404   404   | 404 404  404  404   404 404  404  404   | 200 404 | 404 404 404 404
PUT    /api/tasks/:key/assignee @host                   401   404   404   | 404 404  404  404   404 404  404  404   | 404 200 | 404 404 404 404
POST   /api/tasks/:key/decision @opinion                401   404   404   | 422 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
POST   /api/tasks/:key/decision @visa                   401   404   404   | 404 404  404  404   422 404  404  404   | 404 404 | 404 404 404 404
POST   /api/tasks/:key/decision @deontology             401   404   404   | 404 404  404  404   404 404  404  404   | 422 404 | 404 404 404 404
POST   /api/tasks/:key/decision @host                   401   404   404   | 404 404  404  404   404 404  404  404   | 404 422 | 404 404 404 404
POST   /api/tasks/:key/decision @signature              401   404   404   | 404 404  404  404   404 404  422  404   | 404 404 | 404 404 404 404
POST   /api/tasks/:key/decision @complement             401   422   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
PUT    /api/tasks/:key/correction @correction           401   404   404   | 404 404  200  404   404 404  404  404   | 404 404 | 404 404 404 404
PUT    /api/tasks/:key/correction @visa                 401   404   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
POST   /api/tasks/:key/reveal @visa                     401   404   404   | 404 404  404  404   403 404  404  404   | 404 404 | 404 404 404 404
POST   /api/tasks/:key/reveal @deontology               401   404   404   | 404 404  404  404   404 404  404  404   | 403 404 | 404 404 404 404
POST   /api/tasks/:key/reveal @host                     401   404   404   | 404 404  404  404   404 404  404  404   | 404 403 | 404 404 404 404
POST   /api/tasks/:key/reveal @complement               401   403   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
POST   /api/tasks/:key/preview @signature               401   404   404   | 404 404  404  404   404 404  503  404   | 404 404 | 404 404 404 404
PUT    /api/tasks/:key/aside @signature                 401   404   404   | 404 404  404  404   404 404  204  404   | 404 404 | 404 404 404 404
PUT    /api/tasks/:key/aside @visa                      401   404   404   | 404 404  404  404   204 404  404  404   | 404 404 | 404 404 404 404
GET    /api/tasks/:key/preview/:sha256 @signature       401   404   404   | 404 404  404  404   404 404  200  404   | 404 404 | 404 404 404 404
POST   /api/tasks/:key/step-up @signature               401   404   404   | 404 404  404  404   404 404  401  404   | 404 404 | 404 404 404 404
POST   /api/tasks/:key/step-up/passkey @signature       401   404   404   | 404 404  404  404   404 404  403  404   | 404 404 | 404 404 404 404
PUT    /api/tasks/:key/answer @complement              401   204   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
PUT    /api/tasks/:key/answer @visa                    401   404   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
POST   /api/tasks/:key/pieces @complement               401   422   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
POST   /api/tasks/:key/pieces @visa                     401   404   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/tasks/:key/pieces/:pieceId @complement      401   200   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
DELETE /api/tasks/:key/pieces/:pieceId @complement      401   204   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
signing together (400: let in, nothing being said)
POST   /api/signing/batches                             401   403   403   | 403 403  403  403   403 403  400  400   | 403 403 | 403 403 403 403
GET    /api/signing/batches                             401   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
PUT    /api/signing/batches/:id/seen                    401   400   400   | 400 400  400  400   400 400  400  400   | 400 400 | 400 400 400 400
GET    /api/signing/batches/:id                         401   404   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/signing/batches/:id/archive                 401   404   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
POST   /api/signing/batches/:id/step-up                 401   404   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
POST   /api/signing/batches/:id/step-up/passkey         401   404   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
POST   /api/signing/batches/:id/stop                    401   404   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
decided together (400: let in, nothing being said)
POST   /api/decision-batches                            401   400   400   | 400 400  400  400   400 400  400  400   | 400 400 | 400 400 400 400
GET    /api/decision-batches/:id                        401   404   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
POST   /api/decision-batches/:id/stop                   401   404   404   | 404 404  404  404   404 404  404  404   | 404 404 | 404 404 404 404
files of agents
GET    /api/situations/mine                             401   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
GET    /api/situations/mine/today                       401   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
GET    /api/situations/:personId                        401   200   404   | 404 404  200  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/situations/:personId/entries/:entryId       401   403   404   | 404 404  409  404   404 404  404  404   | 404 404 | 404 404 404 404
POST   /api/situations/:personId/entries/:entryId/corrections 401   403   404   | 404 404  409  404   404 404  404  404   | 404 404 | 404 404 404 404
POST   /api/situations/:personId/corrections/:correctionId/answer 401   403   404   | 404 404  409  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/dossiers/mine                               401   200   200   | 200 200  200  200   200 200  200  200   | 200 200 | 200 200 200 200
GET    /api/dossiers/:personId                          401   200   404   | 404 404  200  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/dossiers/:personId/pieces/:number           401   200   404   | 404 404  200  404   404 404  404  404   | 404 404 | 404 404 404 404
GET    /api/team/absences                               401   403   403   | 200 200  403  403   403 403  403  200   | 403 403 | 403 403 403 403
GET    /api/team/filters                                401   403   403   | 200 200  403  403   403 403  403  200   | 403 403 | 403 403 403 403
GET    /api/people                                      401   403   403   | 200 200  200  200   403 403  403  200   | 403 403 | 403 403 403 403
GET    /api/people/filters                              401   403   403   | 200 200  200  200   403 403  403  200   | 403 403 | 403 403 403 403
pay (400: let in, nothing being said)
GET    /api/pay/pieces                                  401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 200 200 403 403
GET    /api/pay/months                                  401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 200 200 403 403
GET    /api/pay/months/:month/list.csv                  401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 200 200 403 403
GET    /api/pay/agents/:personId                        401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 200 200 403 403
GET    /api/pay/pieces/:id/act @done                    401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 200 200 403 403
GET    /api/pay/pieces/:id/act @signature               401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 404 404 403 403
PUT    /api/pay/pieces/:id/check @signature             401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 200 403 403 403
PUT    /api/pay/pieces/:id/check @done                  401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 409 403 403 403
GET    /api/pay/ready                                   401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 400 403 403 403
GET    /api/pay/batches                                 401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 200 200 403 403
POST   /api/pay/batches                                 401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 400 403 403 403
POST   /api/pay/batches/:id/recall                      401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 400 403 403 403
circuits and operations
GET    /api/circuits                                    401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 200 200
GET    /api/circuits/:versionId/diagram                 401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 200 200
GET    /api/circuits/:versionId/files                   401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 200 200
GET    /api/atelier/models                              401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 200 403
GET    /api/atelier/drafts                              401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 200 403
POST   /api/atelier/drafts                              401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 201 403
GET    /api/atelier/drafts/:id                          401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 404 403
PUT    /api/atelier/drafts/:id/files                    401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 404 403
POST   /api/atelier/drafts/:id/copy                     401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 404 403
DELETE /api/atelier/drafts/:id                          401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 404 403
POST   /api/atelier/drafts/:id/check                    401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 404 403
POST   /api/atelier/drafts/:id/act-preview              401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 404 403
POST   /api/atelier/drafts/:id/proposal                 401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 404 403
GET    /api/atelier/proposals/:id                       401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 404 403
DELETE /api/atelier/proposals/:id                       401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 404 403
POST   /api/atelier/proposals/:id/return                401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 404 403
POST   /api/atelier/proposals/:id/approval              401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 404 403
GET    /api/circuits/:kind/versions                     401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 200 200
POST   /api/circuits/:versionId/withdrawal              401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 400 403
GET    /api/circuits/:versionId/sources                 401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 200 200
GET    /api/circuits/:versionId/comparison/:otherId     401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 200 200
GET    /api/atelier/drafts/:id/comparison               401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 404 403
GET    /api/circuits/:versionId/package                 401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 200 403
GET    /api/atelier/drafts/:id/package                  401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 404 403
POST   /api/atelier/packages                            401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 400 403
POST   /api/atelier/packages/drafts                     401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 400 403
GET    /api/atelier/parts                               401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 400 400
GET    /api/atelier/parts/:of/:name/versions            401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 400 400
GET    /api/grids                                       401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 200 200
GET    /api/grids/:name                                 401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 200 200
POST   /api/grids/:name/proposals                       401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 400 403
DELETE /api/grid-proposals/:id                          401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 404 403
POST   /api/grid-proposals/:id/return                   401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 404 403
POST   /api/grid-proposals/:id/approval                 401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 404 403
GET    /api/incidents                                   401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 503
POST   /api/incidents/:key/resolution                   401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 503
GET    /api/incidents/groups                            401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 503
POST   /api/incidents/groups/:group/preview             401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 503
POST   /api/incidents/groups/:group/retry               401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 503
GET    /api/incidents/retries                           401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
GET    /api/incidents/retries/:id                       401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 404
GET    /api/incidents/retries/:id/incidents             401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 404
GET    /api/operations/circuits                         401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
GET    /api/operations/daily-roots                      401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
GET    /api/operations/seal                             401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
GET    /api/operations/circuits/:versionId              401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
GET    /api/operations/instances                        401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
GET    /api/operations/instances/:key                   401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 503
GET    /api/operations/instances/:key/variables/:variableKey 401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 503
GET    /api/operations/requests/:id/cancellation        401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
POST   /api/operations/requests/:id/cancellation        401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
GET    /api/operations/requests/:id/standing            401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 503
GET    /api/operations/requests/:id/move                401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 503
POST   /api/operations/requests/:id/move                401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/operations/requests/:id/facts               401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
GET    /api/operations/circuits/:versionId/migration-plan 401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 409
GET    /api/operations/circuits/:versionId/migration-batches 401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
POST   /api/operations/migration-batches/:id/state      401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
GET    /api/operations/circuits/:versionId/migrations   401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
POST   /api/operations/circuits/:versionId/migrations   401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
administration (400: let in, nothing being said)
GET    /api/administration/people                       401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
GET    /api/administration/structures                   401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
POST   /api/administration/structures                   401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
PATCH  /api/administration/structures/:id               401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/structures/:id/merger        401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/structures/:id/move          401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/structures/:id/closure       401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
GET    /api/administration/postings                     401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
POST   /api/administration/postings                     401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/postings/:id/correction      401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/postings/:id/end             401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/postings/:id/removal         401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
GET    /api/administration/habilitations                401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
POST   /api/administration/habilitations                401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/habilitations/:id/end        401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/habilitations/:id/removal    401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
GET    /api/administration/absences                     401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
POST   /api/administration/absences                     401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/absences/:id/end             401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/absences/:id/removal         401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
GET    /api/administration/delegations                  401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
POST   /api/administration/delegations                  401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/delegations/:id/publication  401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/delegations/:id/revocation   401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/delegations/:id/suspension   401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/delegations/:id/removal      401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
GET    /api/administration/imports                      401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
GET    /api/administration/imports/themes               401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
POST   /api/administration/imports                      401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
GET    /api/administration/imports/:id                  401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 404
GET    /api/administration/imports/:id/report           401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 404
POST   /api/administration/imports/:id/application      401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 404
POST   /api/administration/imports/:id/approval         401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 404
POST   /api/administration/imports/:id/rejection        401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 404
GET    /api/administration/provisioned-rights           401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
POST   /api/administration/provisioned-rights/proposals 401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/provisioned-rights/dismissals 401  403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/proposals/confirmations      401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
GET    /api/administration/scim-groups                  401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
PUT    /api/administration/scim-groups/:id/right        401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/scim-groups/:id/right/end    401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
GET    /api/administration/scim-tokens                  401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
POST   /api/administration/scim-tokens                  401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/scim-tokens/:id/end          401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
GET    /api/administration/persons                      401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
POST   /api/administration/persons                      401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
GET    /api/administration/persons/:id                  401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 404
PATCH  /api/administration/persons/:id                  401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
GET    /api/administration/persons/:id/account          401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 404
POST   /api/administration/invitations                  401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/persons/:id/invitation       401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 404
GET    /api/persons/:id/identity-checks                 401   403   403   | 403 403  404  404   403 403  403  403   | 403 403 | 403 403 403 404
POST   /api/persons/:id/identity-checks                 401   403   403   | 403 403  400  400   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/persons/:id/paper-link       401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 404
POST   /api/administration/persons/:id/account-address/removal 401 403 403 | 403 403 403 403 403 403 403 403 | 403 403 | 403 403 403 400
POST   /api/administration/persons/:id/lock             401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/persons/:id/unlock           401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/persons/:id/closure          401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/persons/:id/reopening        401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
GET    /api/administration/persons/:id/identity         401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 404
POST   /api/administration/persons/:id/identity         401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/persons/:id/identity/dismissal 401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/persons/:id/departure        401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/persons/:id/recovery         401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
GET    /api/administration/persons/:id/sessions         401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 404
DELETE /api/administration/persons/:id/sessions         401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 404
DELETE /api/administration/persons/:id/sessions/:sessionId 401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 404
GET    /api/administration/sign-ins                     401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
GET    /api/administration/sign-ins/export              401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/persons/:id/move             401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
GET    /api/administration/proposals                    401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
POST   /api/administration/proposals/:id/confirmation   401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 404
POST   /api/administration/proposals/:id/refusal        401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/proposals/:id/withdrawal     401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 404
GET    /api/administration/openings                     401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
POST   /api/administration/openings                     401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/openings/:id/end             401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
POST   /api/administration/openings/:id/removal         401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
GET    /api/administration/audit                        401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 400
GET    /api/administration/audit/requests/:id           401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
GET    /api/administration/audit/requests/:id/check     401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
GET    /api/administration/audit/requests/:id/export    401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
GET    /api/administration/audit/people/:personId       401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
GET    /api/administration/audit/people/:personId/check  401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
GET    /api/administration/audit/people/:personId/export 401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
GET    /api/administration/audit/system                 401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
GET    /api/administration/audit/system/check           401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
GET    /api/administration/audit/system/export          401   403   403   | 403 403  403  403   403 403  403  403   | 403 403 | 403 403 403 200
`;

/** A line of the table, read. */
export interface Line {
  readonly verb: string;
  readonly path: string;
  readonly stage: Stage | undefined;
  readonly expected: ReadonlyMap<string, number>;
}

const [HEADER = '', ...LINES] = TABLE.split('\n').filter((line) => line.trim() !== '');
/** The kinds of people, as the table names them. */
export const COLUMNS = HEADER.replaceAll('|', '').trim().split(/\s+/);
export const MATRIX: readonly Line[] = LINES.filter((line) => /^[A-Z]+ /.test(line)).map((line) => {
  const words = line.replaceAll('|', '').trim().split(/\s+/);
  const statuses = words.slice(-COLUMNS.length).map(Number);
  const [verb = '', path = '', stage] = words.slice(0, -COLUMNS.length);
  if (statuses.some(Number.isNaN)) throw new Error(`not as many statuses as people: ${line}`);
  return {
    verb,
    path,
    stage: stage?.slice(1) as Stage | undefined,
    expected: new Map(COLUMNS.map((column, position) => [column, statuses[position] ?? 0])),
  };
});
