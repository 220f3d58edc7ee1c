// Views behind tabs, as the ARIA practices have them: arrows move, the address remembers.

export function tabs(list) {
  const all = [...list.querySelectorAll('[role=tab]')];
  const listeners = new Map();

  function show(tab, focus) {
    for (const each of all) {
      const chosen = each === tab;
      each.setAttribute('aria-selected', String(chosen));
      each.tabIndex = chosen ? 0 : -1;
      document.getElementById(each.getAttribute('aria-controls')).hidden = !chosen;
    }
    if (focus) tab.focus();
    list.scrollLeft = tab.offsetLeft - list.offsetLeft - (list.clientWidth - tab.clientWidth) / 2;
    const name = tab.getAttribute('aria-controls');
    document.body.dataset.view = name;
    history.replaceState(null, '', `#${name}`);
    listeners.get(name)?.();
  }

  /** On which sides there are tabs out of sight. */
  function tellMore() {
    const left = list.scrollLeft > 4;
    const right = list.scrollLeft + list.clientWidth < list.scrollWidth - 4;
    list.parentElement.dataset.more = [left && 'left', right && 'right'].filter(Boolean).join(' ');
  }
  list.addEventListener('scroll', tellMore, { passive: true });
  new ResizeObserver(tellMore).observe(list);

  for (const tab of all) tab.addEventListener('click', () => show(tab, false));
  list.addEventListener('keydown', (event) => {
    const at = all.indexOf(document.activeElement);
    const to = {
      ArrowRight: (at + 1) % all.length,
      ArrowLeft: (at + all.length - 1) % all.length,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    if (at >= 0 && to !== undefined) {
      event.preventDefault();
      show(all[to], true);
    }
  });

  const named = (name) => all.find((tab) => tab.getAttribute('aria-controls') === name);
  return {
    whenShown(name, listener) { listeners.set(name, listener); },
    show: (name) => show(named(name), false),
    start() { show(named(location.hash.slice(1)) ?? all[0], false); },
  };
}
