/** A button that is barred while its step runs loses the focus; afterwards it gets it back, unless the focus has gone elsewhere. */
export async function keepFocus<Result>(work: () => Promise<Result>): Promise<Result> {
  const before = document.activeElement;
  try {
    return await work();
  } finally {
    // After whoever asked has let the button go and the page has drawn that.
    setTimeout(() => {
      if (document.activeElement === document.body && before instanceof HTMLElement && before.isConnected)
        before.focus({ preventScroll: true });
    });
  }
}
