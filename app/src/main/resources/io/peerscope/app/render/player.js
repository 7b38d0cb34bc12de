'use strict';
(() => {
  const HOP = 250;
  const READING = 3 * HOP;
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const trace = read('trace');
  const film = read('film');
  const steps = trace.steps;
  const last = steps.length - 1;
  const id = (name) => document.getElementById(name);
  const stage = id('picture');
  const packet = id('packet');
  const trail = id('trail');
  const frames = [...document.querySelectorAll('g.frame')];
  const rows = [...document.querySelectorAll('tbody tr')];
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const dots = [];
  const bars = [];
  let at = -1;
  let playing = false;
  let moving = 0;
  let waiting = 0;
  let follow = true;

  const grouped = (hex) => '0x' + hex.slice(2).replace(/\B(?=([0-9a-f]{4})+$)/g, '_');
  const words = { bus: 'bus', iova: 'iova', physical: 'phys' };

  function address(space, value, tag) {
    const part = document.createElement('span');
    const chip = document.createElement('span');
    chip.className = 'chip ' + space;
    chip.textContent = words[space];
    const number = document.createElement('code');
    number.className = space;
    const text = document.createElement(tag);
    text.textContent = grouped(value);
    number.append(text);
    part.append(chip, number);
    return part;
  }

  function build() {
    const scrubber = id('scrubber');
    steps.forEach((step, i) => {
      if (i > 0) {
        const bar = document.createElement('i');
        scrubber.append(bar);
        bars.push(bar);
      }
      const dot = document.createElement('a');
      dot.title = step.n + ' ' + step.event + ' ' + step.at;
      dot.addEventListener('click', () => jump(i));
      scrubber.append(dot);
      dots.push(dot);
    });
    scrubber.setAttribute('aria-valuemax', steps.length);
    rows.forEach((row, i) => row.addEventListener('click', () => jump(i)));
  }

  function show(step) {
    at = step;
    const now = steps[at];
    frames.forEach((frame, i) => frame.setAttribute('display', i === at ? 'inline' : 'none'));
    packet.setAttribute('display', 'none');
    trail.setAttribute('display', 'none');
    rows.forEach((row, i) =>
      i === at ? row.setAttribute('aria-current', 'step') : row.removeAttribute('aria-current'));
    dots.forEach((dot, i) => { dot.className = (i <= at ? 'gone' : '') + (i === at ? ' now' : ''); });
    bars.forEach((bar, i) => { bar.className = i < at ? 'gone' : ''; });
    const scrubber = id('scrubber');
    scrubber.setAttribute('aria-valuenow', now.n);
    scrubber.setAttribute('aria-valuetext', 'step ' + now.n + ', ' + now.event + ' at ' + now.at);
    id('count').textContent = 'Step ' + now.n + ' of ' + steps.length;
    id('event').textContent = now.event + ' · ' + now.at + (now.tlp ? ' · ' + now.tlp + (now.size === null ? '' : ' ' + now.size + ' B') : '');
    id('decision').textContent = now.decision;
    const place = id('address');
    place.textContent = '';
    const never = now.tlp !== null && (trace.how === 'error' || trace.how === 'unknown');
    if (never) {
      place.textContent = now.address === null ? 'no address' : 'would be ' + grouped(now.address);
    } else if (now.translatedTo !== null) {
      if (now.address !== null) {
        place.append(address(now.space, now.address, 'del'), ' → ');
      }
      place.append(address(now.translatedTo.space, now.translatedTo.value, 'span'));
    } else if (now.address !== null) {
      place.append(address(now.space, now.address, 'span'));
    }
    document.body.dataset.step = now.n;
    id('first').disabled = id('previous').disabled = at === 0;
    id('next').disabled = id('end').disabled = at === last;
  }

  const length = (points) =>
    points.slice(1).reduce((sum, p, i) => sum + Math.hypot(p[0] - points[i][0], p[1] - points[i][1]), 0);

  /* The first part of a way with corners. */
  function upTo(points, fraction) {
    let left = fraction * length(points);
    const part = [points[0]];
    for (let i = 1; i < points.length; i++) {
      const a = points[i - 1];
      const b = points[i];
      const d = Math.hypot(b[0] - a[0], b[1] - a[1]);
      if (d >= left) {
        const share = d === 0 ? 0 : left / d;
        part.push([a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])]);
        return part;
      }
      part.push(b);
      left -= d;
    }
    return part;
  }

  /* The picture of the step before stays until the packet has arrived. */
  function travel(step) {
    const leg = film.legs[step];
    let begun = 0;
    const frame = (time) => {
      begun = begun || time;
      const fraction = (time - begun) / HOP;
      if (fraction >= 1) {
        moving = 0;
        arrive(step);
        return;
      }
      const gone = upTo(leg, fraction);
      const end = gone[gone.length - 1];
      trail.setAttribute('points', gone.map((p) => p.join(',')).join(' '));
      trail.setAttribute('display', 'inline');
      packet.setAttribute('cx', end[0]);
      packet.setAttribute('cy', end[1]);
      packet.setAttribute('display', 'inline');
      moving = requestAnimationFrame(frame);
    };
    moving = requestAnimationFrame(frame);
  }

  function arrive(step) {
    show(step);
    if (!playing) {
      return;
    }
    if (at === last) {
      setPlaying(false);
      return;
    }
    waiting = setTimeout(advance, film.moves[at] ? HOP : READING);
  }

  function advance() {
    waiting = 0;
    if (at === last) {
      setPlaying(false);
    } else if (film.moves[at + 1] && !still.matches) {
      travel(at + 1);
    } else {
      arrive(at + 1);
    }
  }

  function setPlaying(value) {
    playing = value;
    id('play').setAttribute('aria-label', playing ? 'Pause' : 'Play');
    id('play').title = (playing ? 'Pause' : 'Play') + '  (Space)';
    id('playing').setAttribute('d', playing ? 'M2 1h4v12H2zM8 1h4v12H8z' : 'M3 1l10 6-10 6z');
  }

  /* Ends what is under way where it is; nothing is lost. */
  function stop() {
    cancelAnimationFrame(moving);
    clearTimeout(waiting);
    moving = waiting = 0;
    setPlaying(false);
    packet.setAttribute('display', 'none');
    trail.setAttribute('display', 'none');
  }

  function jump(step) {
    stop();
    show(Math.min(last, Math.max(0, step)));
  }

  function next() {
    const underWay = moving !== 0;
    stop();
    if (underWay) {
      show(Math.min(last, at + 1));
    } else if (at < last) {
      advance();
    }
  }

  function toggle() {
    if (playing) {
      stop();
      return;
    }
    stop();
    if (at === last) {
      show(0);
    }
    setPlaying(true);
    advance();
  }

  function fit(way) {
    follow = way;
    const box = way ? film.way : film.whole;
    stage.setAttribute('viewBox', box.join(' '));
    id('fit').textContent = follow ? 'Whole machine' : 'Path';
  }

  const keys = {
    ' ': toggle,
    '.': next,
    ArrowRight: next,
    ',': () => jump(at - 1),
    ArrowLeft: () => jump(at - 1),
    Home: () => jump(0),
    End: () => jump(last),
    f: () => fit(false),
    p: () => fit(true),
  };

  document.addEventListener('keydown', (event) => {
    const owner = event.target.closest('button, summary');
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey || (owner && event.key === ' ')) {
      return;
    }
    event.preventDefault();
    act();
  });
  id('first').addEventListener('click', () => jump(0));
  id('previous').addEventListener('click', () => jump(at - 1));
  id('play').addEventListener('click', toggle);
  id('next').addEventListener('click', next);
  id('end').addEventListener('click', () => jump(last));
  id('fit').addEventListener('click', () => fit(!follow));

  const asked = () => Number.parseInt(location.hash.slice(1), 10) || 1;
  addEventListener('hashchange', () => jump(asked() - 1));
  build();
  setPlaying(false);
  fit(film.large);
  jump(asked() - 1);
})();
