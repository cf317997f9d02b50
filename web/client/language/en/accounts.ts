/** Accounts: the links that open them, their passwords, their life. */
export const accounts = {
  link: {
    title: 'Your personal link',
    invitation: 'Welcome',
    reset: 'New password',
    recovery: 'Recovery of your account',
    text: 'This link is for you alone and serves once. Continue to choose your password.',
    open: 'Continue',
    failed: 'This link opens nothing',
    cut: 'The end of the address is missing: copy the whole link from the message or the screen where it was given to you.',
    hello: '{{name}}, choose the password of your account. You then sign in with it.',
    toSignIn: 'Go to the sign-in page',
  },
  password: {
    new: 'New password',
    rule: 'Twelve characters at least. A sentence that only you know does well; neither digits nor capitals are required.',
    choose: 'Choose this password',
    choosing: 'Checking…',
    failed: 'Password not recorded',
  },
};
