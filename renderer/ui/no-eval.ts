import { z } from 'zod';

// Our pages may not make code from text (CSP), and zod would try. Before every schema, so the first import of all.
z.config({ jitless: true });
