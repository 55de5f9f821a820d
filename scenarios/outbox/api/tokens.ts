/** Who a request is from: a JWT that this API has signed says so. */
import type { RequestHandler } from 'express';
import { jwtVerify, SignJWT } from 'jose';

const key = new TextEncoder().encode(process.env.JWT_SECRET);

export const signToken = (customer: string): Promise<string> =>
  new SignJWT().setProtectedHeader({ alg: 'HS256' }).setSubject(customer).setExpirationTime('1d').sign(key);

/** Leaves the customer in `response.locals`. */
export const authenticate: RequestHandler = async (request, response, next) => {
  const [, token = ''] = /^Bearer (\S+)$/.exec(request.get('authorization') ?? '') ?? [];
  try {
    const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'] });
    response.locals.customer = payload.sub;
  } catch (error) {
    response.status(401).json({ error: (error as Error).message });
    return;
  }
  next();
};
