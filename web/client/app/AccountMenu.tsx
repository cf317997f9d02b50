import { ChevronDown, Logout, Settings, UserAvatar } from '@carbon/icons-react';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { signOut } from '../api/sign-in.ts';
import { fullName } from '../language/format.ts';
import { useLanguage } from '../language/use-language.ts';
import { useMe } from './me.tsx';

/** The person's name, which opens what concerns their account. */
export function AccountMenu() {
  const { t } = useLanguage();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    document.addEventListener('keydown', onEscape);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
      document.removeEventListener('keydown', onEscape);
    };
  }, [open]);

  return (
    <div className="h-account" ref={box}>
      <button
        ref={button}
        type="button"
        className="h-header-action h-account__button"
        aria-expanded={open}
        aria-controls="account-menu"
        onClick={() => setOpen(!open)}
      >
        <UserAvatar size={20} />
        <span className="h-account__name">{fullName(me)}</span>
        <span className="h-hidden">{t('shell.accountMenu')}</span>
        <ChevronDown />
      </button>
      <div id="account-menu" className="h-account__panel" hidden={!open}>
        <p className="h-account__who">
          <strong>{fullName(me)}</strong>
          <span>{me.quality ?? me.grade}</span>
          <span>{me.structure?.name}</span>
        </p>
        <ul>
          <li>
            <Link to="/account" onClick={() => setOpen(false)}>
              <Settings /> {t('shell.links.account')}
            </Link>
          </li>
          <li>
            <button type="button" onClick={() => void signOut()}>
              <Logout /> {t('shell.signOut')}
            </button>
          </li>
        </ul>
      </div>
    </div>
  );
}
