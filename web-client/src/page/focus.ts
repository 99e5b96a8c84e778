/** Moves the focus into a panel, and back to where it was when the panel closes. */
export class FocusReturn {
  private before: HTMLElement | undefined;

  /** Moves the focus into the panel. Call it when the panel is shown. */
  enter(target: HTMLElement): void {
    const active = document.activeElement;
    this.before = active instanceof HTMLElement && active !== document.body ? active : undefined;
    target.focus();
  }

  /**
   * Moves the focus back. Call it before the panel is hidden. A focus that has left the panel stays
   * where it is.
   */
  leave(panel: HTMLElement): void {
    const { before } = this;
    this.before = undefined;
    const active = document.activeElement;
    if (!(active instanceof HTMLElement) || !panel.contains(active)) return;
    if (before?.isConnected && before.checkVisibility()) before.focus();
    else active.blur();
  }
}
