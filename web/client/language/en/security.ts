/** One's own account, as to who else may be in it. */
export const security = {
  signIns: 'Recent sign-ins',
  signInsHelp:
    'The last thirty, failures included. If one is not yours, close the sessions you do not know and tell your administrator.',
  signInsNone: 'No sign-in is in the journal yet.',
  unknownDevice: 'Unrecognised program or device',
  from: 'address {{address}}',
  outcomes: {
    'signed-in': 'Signed in',
    'password-wrong': 'Wrong password',
    refused: 'Sign-in refused',
  },
  methods: {
    password: 'password',
    'password+totp': 'password and code',
    'password+recovery-code': 'password and recovery code',
    passkey: 'passkey',
    oidc: 'identity provider',
  },
};
