import { expect, test } from 'vitest'
import { mailOfTweet, threadsIn } from './support/tweets.ts'

const CSV = `tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id
2,AcmeHelp,False,Tue Oct 31 22:11:45 +0000 2017,"@115712 Hi, ""Kim"",
which one?",,1.0
1,115712,True,Tue Oct 31 22:10:47 +0000 2017,@AcmeHelp it is broken,2,
3,115713,True,Tue Oct 31 22:12:00 +0000 2017,@AcmeHelp thanks,,
`
const JSONL = `{"conversation":"1","turns":[{"tweet_id":"1","reply_to":null,"from":"customer","at":"2017-10-31T22:10:47+00:00","text":"@AcmeHelp it is broken"},{"tweet_id":"2","reply_to":"1","from":"AcmeHelp","at":"2017-10-31T22:11:45+00:00","text":"@115712 Hi, \\"Kim\\",\\nwhich one?"}]}
`

test('threads come out of both shapes of the set alike', () => {
  const [thread, other] = threadsIn(CSV)
  expect(threadsIn(JSONL)).toEqual([thread])
  expect(other?.tweets.map(({ id }) => id)).toEqual(['3'])
})

test('a tweet is a mail between its customer and its brand, in answer to the one before', () => {
  const [thread] = threadsIn(JSONL)
  const [, reply] = thread?.tweets ?? []
  const mail = thread === undefined || reply === undefined ? '' : mailOfTweet(thread, reply)
  expect(mail).toContain('From: AcmeHelp@brands.example\nTo: customer1@people.example\n')
  expect(mail).toContain('In-Reply-To: <1@tweets.example>\nDate: Tue, 31 Oct 2017 22:11:45 +0000\n')
  expect(Buffer.from(mail.split('\n\n')[1] ?? '', 'base64').toString()).toBe('@115712 Hi, "Kim",\nwhich one?')
})
