import type { Provider, Type } from '@nestjs/common';
import { NoticeActs } from './http/notices/notice-acts.js';
import { NoticePapersController } from './http/notices/notice-papers.controller.js';
import { NoticePreviewsController } from './http/notices/notice-previews.controller.js';
import { NoticeTemplatesController } from './http/notices/notice-templates.controller.js';
import { OwnLeafletsController } from './http/notices/own-leaflets.controller.js';
import { NoticesController } from './http/notices/notices.controller.js';

/** Routes of notices. */
export const noticesControllers: readonly Type[] = [
  ...[NoticesController, NoticePapersController, NoticeTemplatesController, NoticePreviewsController],
  OwnLeafletsController,
];

/** What these routes are served by within the admin API. */
export const noticesParts: readonly Provider[] = [NoticeActs];
