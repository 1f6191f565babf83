import { useEffect, useState } from 'react';

/** Whether a sheet is open, kept in the browser's own history: Back closes it, and a reload opens it again. */
export function useSheet(name: string): readonly [boolean, () => void, () => void] {
  const [isOpen, setOpen] = useState(() => history.state?.sheet === name);
  useEffect(() => {
    const follow = () => setOpen(history.state?.sheet === name);
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, [name]);
  const open = () => {
    history.pushState({ sheet: name }, '');
    setOpen(true);
  };
  const close = () => {
    if (history.state?.sheet === name) history.back();
    else setOpen(false);
  };
  return [isOpen, open, close];
}
