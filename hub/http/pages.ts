import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * Serves the built phone page and manager's page. `/01/…` is what a label's GS1 Digital Link names: the phone page,
 * whatever stands behind it. Paths of a page that are no file are the page's own routes.
 */
export async function servePages(app: FastifyInstance, pagesDir: string): Promise<void> {
  const pages = ['shop', 'region'].filter((page) => existsSync(path.join(pagesDir, page, 'index.html')));
  let isFirst = true;
  for (const page of pages) {
    await app.register(fastifyStatic, {
      root: path.join(pagesDir, page),
      prefix: `/${page}/`,
      decorateReply: isFirst,
      preCompressed: true,
      wildcard: false,
      setHeaders: (reply, file) => {
        reply.header('cache-control', file.includes(`${path.sep}assets${path.sep}`) ? forever : 'no-cache');
      },
    });
    isFirst = false;
    const whole = (request: FastifyRequest, reply: FastifyReply) => {
      // A part of an older build is gone: a page of HTML in its stead would only confuse the browser.
      if (request.url.includes('/assets/')) return reply.callNotFound();
      return reply
        .header('cache-control', 'no-cache')
        .type('text/html')
        .sendFile('index.html', path.join(pagesDir, page));
    };
    app.get(`/${page}/*`, whole);
    app.get(`/${page}`, (_, reply) => reply.redirect(`/${page}/`));
    if (page === 'shop') app.get('/01/*', whole);
  }
  if (pages.includes('region')) app.get('/', (_, reply) => reply.redirect('/region/'));
}

const forever = 'public, max-age=31536000, immutable';
